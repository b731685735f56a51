package io.surety.topology.config;

import io.surety.lifecycle.Limits;
import io.surety.lifecycle.ProducerPolicy;
import io.surety.topology.EventsMode;
import java.time.Duration;

/** Keys of what becomes of messages. */
final class MessageKeys {
  private static final Duration YEARS = Duration.ofDays(3_650);

  static final ConfigGroup GROUP =
      ConfigGroup.of(
          "Messages",
          "The check-back keys are for producers that did not register, or left the field open.");

  static final Key<Integer> MAX_BYTES =
      GROUP.number(
          "surety.message.max.bytes",
          1_000_000,
          1_024,
          40_000_000,
          "The largest prepare record that is accepted. The coordinator's topics must take records"
              + " of twice this size and 64 KiB. Larger needs more memory everywhere; smaller"
              + " refuses more.");

  static final Key<Duration> EARLY_TIMEOUT =
      GROUP.millis(
          "surety.early.timeout.ms",
          Duration.ofMillis(Limits.DEFAULT.earlyTimeoutMs()),
          Duration.ofMillis(1),
          YEARS,
          "How long a decision or a receipt waits for its prepare before it becomes a dead letter"
              + " UNMATCHED. Larger forgives producers that are slow to flush; smaller shows lost"
              + " prepares earlier.");

  static final Key<Duration> UNRESOLVED_RETENTION =
      GROUP.millis(
          "surety.unresolved.retention.ms",
          Duration.ofMillis(Limits.DEFAULT.unresolvedRetentionMs()),
          Duration.ofMillis(1),
          YEARS,
          "How long a message that nobody decided about waits for a person. Larger keeps it longer;"
              + " smaller frees its memory earlier, and it is given up then.");

  static final Key<Duration> DEAD_LETTER_RETENTION =
      GROUP.millis(
          "surety.dead.letter.retention.ms",
          Duration.ofMillis(Limits.DEFAULT.deadLetterRetentionMs()),
          Duration.ofMillis(1),
          YEARS,
          "How long a dead letter can be sent again. Larger keeps payloads longer; smaller frees"
              + " their memory earlier.");

  static final Key<Duration> SETTLED_RETENTION =
      GROUP.millis(
          "surety.settled.retention.ms",
          Duration.ofHours(24),
          Duration.ofMinutes(1),
          YEARS,
          "How long the id of a finished message is remembered. Larger recognises later repetitions"
              + " of it; smaller takes less disk, and a repetition after this time is a new"
              + " message.");

  static final Key<Duration> DELIVERY_REQUEST_TIMEOUT =
      GROUP.millis(
          "surety.delivery.request.timeout.ms",
          Duration.ofMillis(Limits.DEFAULT.deliveryRequestTimeoutMs()),
          Duration.ofSeconds(1),
          Duration.ofHours(1),
          "A scheduled message whose time has come, and whose order to deliver was not read back for"
              + " so long, is ordered again. Larger avoids a superfluous order under a backlog;"
              + " smaller recovers earlier from a lost one.");

  static final Key<Duration> CHECK_BACK_AFTER =
      GROUP.millis(
          "surety.check.back.after.ms",
          Duration.ofMillis(ProducerPolicy.DEFAULT.checkBackAfterMs()),
          Duration.ofMillis(1),
          YEARS,
          "Time from prepare to the first question. Larger asks fewer producers that are only slow;"
              + " smaller delivers earlier after a lost confirm.");

  static final Key<Duration> CHECK_BACK_MAX_DELAY =
      GROUP.millis(
          "surety.check.back.max.delay.ms",
          Duration.ofMillis(ProducerPolicy.DEFAULT.maxDelayMs()),
          Duration.ofMillis(1),
          YEARS,
          "The time between questions doubles up to this. Larger asks less often; smaller finds out"
              + " earlier.");

  static final Key<Integer> CHECK_BACK_BUDGET =
      GROUP.number(
          "surety.check.back.budget",
          ProducerPolicy.DEFAULT.budget(),
          1,
          1_000_000,
          "Answers of UNKNOWN before the message is given up. Larger is more patient; smaller tells"
              + " a person earlier. Questions without an answer do not count.");

  static final Key<Duration> CHECK_BACK_MAX_AGE =
      GROUP.millis(
          "surety.check.back.max.age.ms",
          Duration.ofMillis(ProducerPolicy.DEFAULT.maxAgeMs()),
          Duration.ofMillis(1),
          YEARS,
          "A message undecided for so long is given up, also when its producer cannot be reached."
              + " Larger survives longer outages of producers; smaller tells a person earlier.");

  static final Key<ProducerPolicy.OnExhausted> CHECK_BACK_ON_EXHAUSTED =
      GROUP.choice(
          "surety.check.back.on.exhausted",
          ProducerPolicy.OnExhausted.class,
          ProducerPolicy.DEFAULT.onExhausted(),
          "What giving up means: unresolved leaves the message to a person, roll_back rolls it"
              + " back.");

  static final Key<EventsMode> EVENTS =
      GROUP.choice(
          "surety.events",
          EventsMode.class,
          EventsMode.EXCEPTIONAL,
          "What is written to the topic of events: exceptional is what nobody asked for, all is"
              + " every change, none is nothing.");

  private MessageKeys() {}
}
