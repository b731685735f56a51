package io.surety.topology.state;

import io.surety.lifecycle.Message;
import io.surety.topology.StoreNames;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.WindowStore;

/**
 * What one task remembers of its messages. A message is in {@code messages} (and its payload in
 * {@code payloads}) as long as something is still to happen to it, then for a while in {@code
 * settled}. Belongs to the stream thread.
 */
public final class MessageStore {
  private final WriteBehindStore<Message> messages;
  private final WriteBehindStore<byte[]> payloads;
  private final WindowStore<String, Message> settled;
  private final SettledMessages outcomes;

  /** Over the stores of this task. */
  public MessageStore(ProcessingContext context, SettledMessages outcomes) {
    this.messages = context.getStateStore(StoreNames.MESSAGES);
    this.payloads = context.getStateStore(StoreNames.PAYLOADS);
    this.settled = context.getStateStore(StoreNames.SETTLED);
    this.outcomes = outcomes;
  }

  /**
   * The message as it is remembered, or {@link Message#absent}.
   *
   * @param now time of the signal, epoch ms
   * @param clock time on the clock, epoch ms
   */
  public Message find(String id, long now, long clock) {
    Message live = messages.get(id);
    return live != null
        ? live
        : outcomes.find(settled, id, now, clock).orElseGet(() -> Message.absent(id));
  }

  /** The message while it lives. */
  public Optional<Message> live(String id) {
    return Optional.ofNullable(messages.get(id));
  }

  /** The value of the message's prepare, as it was received, while it lives. */
  public Optional<byte[]> prepare(String id) {
    return Optional.ofNullable(payloads.get(id));
  }

  /** To be called when the task starts. */
  public void begin(long clock) {
    outcomes.begin(settled, clock);
  }

  /**
   * Remembers the message as it is next, and forgets what is no longer needed.
   *
   * @param clock time on the clock, epoch ms
   */
  public void save(Message before, Message next, long clock) {
    if (next.equals(before)) {
      return;
    }
    if (next.isFinished()) {
      settled(before, next, clock);
    } else if (isStored(before)) {
      messages.put(next.id(), next);
    } else {
      messages.insert(next.id(), next);
    }
  }

  /** Keeps the value of the prepare of a message that had none, until the message has finished. */
  public void savePrepare(String id, byte[] value) {
    payloads.insert(id, value);
  }

  /**
   * Shows every live message, in the order of the bytes of their ids.
   *
   * @param unreadable told the ids of rows that cannot be read
   */
  public void forEachLive(Consumer<Message> reader, Consumer<String> unreadable) {
    try (KeyValueIterator<String, Message> all = messages.all()) {
      while (all.hasNext()) {
        String id = all.peekNextKey();
        live(all, id, unreadable).ifPresent(reader);
      }
    }
  }

  private static Optional<Message> live(
      KeyValueIterator<String, Message> all, String id, Consumer<String> unreadable) {
    try {
      return Optional.of(all.next().value);
    } catch (IllegalStateException e) {
      unreadable.accept(id);
      return Optional.empty();
    }
  }

  private void settled(Message before, Message next, long clock) {
    outcomes.put(settled, next, clock);
    if (isStored(before)) {
      messages.delete(next.id());
      payloads.delete(next.id());
    }
  }

  private static boolean isStored(Message message) {
    return switch (message.status()) {
      case ABSENT -> false;
      case EARLY, PREPARED, UNRESOLVED, SCHEDULED, DELIVERING -> true;
      case DEAD_LETTERED -> !message.isFinished();
      case COMPLETED, ROLLED_BACK, CANCELLED, EXPIRED -> false;
    };
  }
}
