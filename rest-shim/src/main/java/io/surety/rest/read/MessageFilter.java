package io.surety.rest.read;

import io.surety.lifecycle.Message;
import io.surety.lifecycle.Status;
import io.surety.lifecycle.TagFilter;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Which messages are wanted. What is said of deliveries must all hold for the same one.
 *
 * @param texts what it was read from, by name
 * @param statuses one of these; empty for any
 * @param preparedAfter prepared at this time or later, epoch ms; 0 for any
 * @param preparedBefore prepared earlier, epoch ms; {@link Message#NEVER} for any
 * @param dueBefore something is to happen earlier, epoch ms; {@link Message#NEVER} for any
 * @param delivery what must hold for one of its deliveries
 */
public record MessageFilter(
    SortedMap<String, String> texts,
    Set<Status> statuses,
    Optional<String> destination,
    Optional<String> producer,
    Optional<TagFilter> tag,
    Optional<String> key,
    long preparedAfter,
    long preparedBefore,
    long dueBefore,
    DeliveryFilter delivery)
    implements Predicate<Message> {
  public MessageFilter {
    texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
    statuses = Set.copyOf(statuses);
  }

  /** Any message. */
  public static final MessageFilter ALL = FilterReader.read(Map.of(), "", 0).end();

  @Override
  public boolean test(Message message) {
    return testMessage(message)
        && (delivery.isEmpty()
            || message.deliveries().stream().anyMatch(delivery::test)
            || DeadLetter.whole(message).filter(delivery::test).isPresent());
  }

  /** True if what is said of the message holds, whatever is said of deliveries. */
  boolean testMessage(Message message) {
    return (statuses.isEmpty() || statuses.contains(message.status()))
        && destination.map(message.content().destination()::equals).orElse(true)
        && producer.map(message.content().producer()::equals).orElse(true)
        && tag.map(wanted -> wanted.matches(message.content().tag())).orElse(true)
        && key.map(message.content().businessKey()::equals).orElse(true)
        && message.content().preparedAt() >= preparedAfter
        && (preparedBefore == Message.NEVER || message.content().preparedAt() < preparedBefore)
        && (dueBefore == Message.NEVER || message.nextDue() < dueBefore);
  }
}
