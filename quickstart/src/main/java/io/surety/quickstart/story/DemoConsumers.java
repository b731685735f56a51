package io.surety.quickstart.story;

import io.surety.client.Delivery;
import io.surety.client.RedeliveryPolicy;
import io.surety.client.RejectException;
import io.surety.client.Surety;
import io.surety.quickstart.screen.Narrator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Two consumer groups that do what the scenes want, tell it, and note it. Thread-safe. */
public final class DemoConsumers {
  /** What the demo's messages are sent to. */
  public static final String DESTINATION = "demo.orders";

  /** Charges customers, or fails to. */
  public static final String BILLING = "billing";

  /** Never fails. */
  public static final String STOCK = "stock";

  /** The groups of the demo. */
  public static final List<String> GROUPS = List.of(BILLING, STOCK);

  /** Short, because somebody is watching. */
  private static final RedeliveryPolicy REDELIVERY =
      RedeliveryPolicy.steps(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(2));

  private final Plans plans = new Plans();
  private final Journal journal = new Journal();
  private final Set<String> expected = ConcurrentHashMap.newKeySet();
  private final Narrator narrator;

  /** Consumers that are not subscribed yet. */
  public DemoConsumers(Narrator narrator) {
    this.narrator = narrator;
  }

  /** Subscribes a group, and consumes until the client is closed. */
  public void subscribe(Surety surety, String group) {
    surety
        .consumer(group)
        .destination(DESTINATION)
        .redelivery(REDELIVERY)
        .handler(delivery -> handle(group, delivery))
        .start();
  }

  /** When the first message was consumed, if one was. */
  public Optional<Instant> firstConsumedAt() {
    return journal.firstConsumedAt();
  }

  /** A message that the reader has heard of; others are told with their id. */
  void expect(String messageId) {
    expected.add(messageId);
  }

  /** What they saw. */
  Journal journal() {
    return journal;
  }

  /** What they will do. */
  Plans plans() {
    return plans;
  }

  private void handle(String group, Delivery delivery) {
    Handled handled = plans.of(delivery.id(), group, delivery.attempt());
    narrator.says(group, told(delivery, handled));
    journal.add(new Sighting(delivery.id(), group, delivery.attempt(), handled, Instant.now()));
    switch (handled) {
      case CONSUMED -> {}
      case FAILED -> throw new IllegalStateException(handled.why());
      case REJECTED -> throw new RejectException(handled.why());
    }
  }

  private String told(Delivery delivery, Handled handled) {
    String what = "attempt " + delivery.attempt() + ": " + handled.told();
    return expected.contains(delivery.id()) ? what : what + " (message " + delivery.id() + ")";
  }
}
