package io.surety.lifecycle.testing;

import io.surety.lifecycle.Limits;
import io.surety.lifecycle.Policies;
import io.surety.lifecycle.ProducerPolicy;
import io.surety.lifecycle.RedeliveryPolicy;
import io.surety.lifecycle.Subscription;
import io.surety.lifecycle.TagFilter;
import java.util.ArrayList;
import java.util.List;

/** Registrations and limits to test with: one destination, the same terms for every group. */
public record Setting(
    List<String> groups,
    ProducerPolicy producer,
    RedeliveryPolicy redelivery,
    boolean consumeCheck,
    OnNoSubscriber onNoSubscriber,
    Limits limits)
    implements Policies {

  /** The one destination there is. */
  public static final String DESTINATION = "orders";

  /** After a dispatch a group has this long to say something, ms. */
  public static final long ACK_TIMEOUT_MS = 30_000;

  /** After received a group has this long to finish, ms. */
  public static final long PROCESSING_TIMEOUT_MS = 120_000;

  public Setting {
    groups = List.copyOf(groups);
  }

  /** Three attempts a second apart, two answers of UNKNOWN, ten minutes, no consume check. */
  public static Setting of(String... groups) {
    return new Setting(
        List.of(groups),
        new ProducerPolicy(10_000, 60_000, 2, 600_000, ProducerPolicy.OnExhausted.UNRESOLVED),
        new RedeliveryPolicy(1_000, 2, 60_000, 0.2, 3, List.of()),
        false,
        OnNoSubscriber.DEAD_LETTER,
        new Limits(600_000, 86_400_000, 2 * 86_400_000L, 1_000, 30_000, 30_000));
  }

  /** The same with other terms of redelivery. */
  public Setting redelivery(RedeliveryPolicy changed) {
    return new Setting(groups, producer, changed, consumeCheck, onNoSubscriber, limits);
  }

  /** The same with another way to ask producers. */
  public Setting producer(ProducerPolicy changed) {
    return new Setting(groups, changed, redelivery, consumeCheck, onNoSubscriber, limits);
  }

  /** The same, but groups are asked before they are redelivered to. */
  public Setting withConsumeCheck() {
    return new Setting(groups, producer, redelivery, true, onNoSubscriber, limits);
  }

  /** The same, but a message nobody subscribed to is complete. */
  public Setting completeWithoutSubscriber() {
    return new Setting(groups, producer, redelivery, consumeCheck, OnNoSubscriber.COMPLETE, limits);
  }

  /** The same after these groups have unsubscribed, or others have subscribed. */
  public Setting groups(List<String> changed) {
    return new Setting(changed, producer, redelivery, consumeCheck, onNoSubscriber, limits);
  }

  /** The rules under this setting. */
  public Rules rules() {
    return Rules.of(this, limits);
  }

  @Override
  public ProducerPolicy producer(String name) {
    return producer;
  }

  @Override
  public boolean isDestination(String topic) {
    return topic.equals(DESTINATION);
  }

  @Override
  public OnNoSubscriber onNoSubscriber(String destination) {
    return onNoSubscriber;
  }

  @Override
  public List<Subscription> subscriptions(String destination) {
    List<Subscription> all = new ArrayList<>();
    for (String group : groups) {
      all.add(
          new Subscription(
              group,
              destination,
              TagFilter.ALL,
              ACK_TIMEOUT_MS,
              PROCESSING_TIMEOUT_MS,
              consumeCheck,
              redelivery));
    }
    return all;
  }
}
