package io.surety.lifecycle.simulation;

import io.surety.lifecycle.ProducerPolicy;
import io.surety.lifecycle.RedeliveryPolicy;
import io.surety.lifecycle.testing.Setting;
import java.util.List;

/**
 * Under what terms a run takes place.
 *
 * @param messages how many messages
 * @param maxAttempts attempts a group gets
 * @param consumeCheck groups are asked before they are redelivered to
 * @param rollBackExhausted an exhausted check-back rolls back
 */
public record Terms(
    int messages, int maxAttempts, boolean consumeCheck, boolean rollBackExhausted) {

  /** Who is subscribed. */
  static final List<String> GROUPS = List.of("billing", "stock", "mail");

  /** The registrations that say so. */
  public Setting setting() {
    ProducerPolicy.OnExhausted onExhausted =
        rollBackExhausted
            ? ProducerPolicy.OnExhausted.ROLL_BACK
            : ProducerPolicy.OnExhausted.UNRESOLVED;
    Setting setting =
        Setting.of(GROUPS.toArray(String[]::new))
            .producer(new ProducerPolicy(10_000, 60_000, 2, 600_000, onExhausted))
            .redelivery(new RedeliveryPolicy(1_000, 2, 60_000, 0.2, maxAttempts, List.of()));
    return consumeCheck ? setting.withConsumeCheck() : setting;
  }
}
