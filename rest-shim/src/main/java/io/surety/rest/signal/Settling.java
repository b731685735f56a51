package io.surety.rest.signal;

import io.surety.lifecycle.Message;
import io.surety.lifecycle.Refusal;
import io.surety.lifecycle.Signal;
import io.surety.schemas.Topics;
import io.surety.schemas.avro.Consume;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.Prepare;
import io.surety.schemas.avro.Receive;
import io.surety.topology.MessageView;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

/**
 * Writes a signal, waits until this instance has processed it, and says what became of it. The
 * answer is that of the log: whoever asks, before or after a restart, hears the same. Thread-safe.
 */
public final class Settling {
  private final Topics topics;
  private final SignalEncoder encoder;
  private final Processing processing;
  private final LongSupplier clock;
  private final Judge judge = new Judge();

  /**
   * Judges what was processed.
   *
   * @param clock epoch ms
   */
  public Settling(Topics topics, SignalEncoder encoder, Processing processing, LongSupplier clock) {
    this.topics = topics;
    this.encoder = encoder;
    this.processing = processing;
    this.clock = clock;
  }

  /**
   * Hands a message over.
   *
   * @param wait for what becomes of it, at most; zero not to look at all
   * @throws io.surety.rest.problem.ProblemException when it is not known whether it was written
   */
  public Outcome prepare(Prepare prepare, Duration wait) {
    return settle(encoder.encode(topics.prepare(), prepare.getMessageId(), prepare), wait);
  }

  /**
   * Decides about a message.
   *
   * @param wait for what becomes of it, at most; zero not to look at all
   * @throws io.surety.rest.problem.ProblemException when it is not known whether it was written
   */
  public Outcome decide(Decide decide, Duration wait) {
    SignalRecord record = encoder.encode(topics.confirm(), decide.getMessageId(), decide);
    return switch (decide.getDecision()) {
      case CONFIRM, ROLL_BACK, CANCEL, RESOLVE -> settle(record, wait);
      case RESCHEDULE -> reschedule(record, decide.getDeliverAt(), wait);
      case DELIVER_NOW, REDRIVE, CHECK_NOW -> apply(record, wait);
      case UNKNOWN, IN_PROGRESS ->
          throw new IllegalArgumentException(
              "decision must not answer a check-back, was " + decide.getDecision());
    };
  }

  /**
   * Decides about a message and does not wait for what becomes of it.
   *
   * @return where the decision is in the log
   * @throws io.surety.rest.problem.ProblemException when it is not known whether it was written
   */
  public LogPosition submit(Decide decide) {
    return processing.write(encoder.encode(topics.confirm(), decide.getMessageId(), decide));
  }

  /**
   * A group has received a delivery.
   *
   * @param wait for what becomes of it, at most; zero not to look at all
   * @throws io.surety.rest.problem.ProblemException when it is not known whether it was written
   */
  public Outcome report(Receive receive, Duration wait) {
    return apply(encoder.encode(topics.receive(), receive.getMessageId(), receive), wait);
  }

  /**
   * A group is done with a delivery.
   *
   * @param wait for what becomes of it, at most; zero not to look at all
   * @throws io.surety.rest.problem.ProblemException when it is not known whether it was written
   */
  public Outcome report(Consume consume, Duration wait) {
    return apply(encoder.encode(topics.consume(), consume.getMessageId(), consume), wait);
  }

  /**
   * For what is a duplicate when it is said again. Judged by what is stored after it was processed,
   * so that of two who decide at the same time both hear the same.
   */
  private Outcome settle(SignalRecord record, Duration wait) {
    return judged(record, wait, (position, after) -> standing(after, record.signal(), position));
  }

  /** For what can be said more than once. Judged by what was stored before. */
  private Outcome apply(SignalRecord record, Duration wait) {
    Optional<Refusal> before = refusalBefore(record, wait).filter(Settling::isNews);
    return judged(
        record,
        wait,
        (position, after) ->
            before
                .<Outcome>map(refusal -> new Outcome.Refused(refusal, after, position))
                .orElseGet(() -> doneOrWaiting(after, record.signal(), position)));
  }

  /** A new time can be set again and again, and must be exact: too late is too late. */
  private Outcome reschedule(SignalRecord record, long deliverAt, Duration wait) {
    Optional<Refusal> before = refusalBefore(record, wait).filter(Settling::isNews);
    return judged(
        record,
        wait,
        (position, after) ->
            before
                .<Outcome>map(refusal -> new Outcome.Refused(refusal, after, position))
                .orElseGet(() -> rescheduled(after, record.signal(), deliverAt, position)));
  }

  private Outcome judged(
      SignalRecord record, Duration wait, BiFunction<LogPosition, MessageView, Outcome> judgement) {
    Processing.Processed processed = processing.process(record, wait);
    LogPosition position = processed.position();
    return processed
        .after()
        .map(after -> judgement.apply(position, after))
        .orElseGet(() -> new Outcome.Unknown(record.messageId(), position));
  }

  private Outcome standing(MessageView after, Signal signal, LogPosition position) {
    Optional<Refusal> refusal = refusal(after.message(), signal);
    if (refusal.isEmpty()) {
      // It would be accepted now, so it has not been: the message was set aside by a defect.
      return new Outcome.Unknown(after.message().id(), position);
    }
    if (refusal.get().reason() != Refusal.Reason.DUPLICATE) {
      return new Outcome.Refused(refusal.get(), after, position);
    }
    return signal instanceof Signal.Decide said && said.kind() == Signal.Decide.Kind.RESOLVE
        ? resolved(after, said, position)
        : doneOrWaiting(after, signal, position);
  }

  /** Closed is closed, but whose reason stands must be told to whoever gave another one. */
  private static Outcome resolved(MessageView after, Signal.Decide said, LogPosition position) {
    Optional<Resolution> standing = Resolution.of(after.message(), said.group());
    return standing.filter(resolution -> resolution.isOf(said)).isPresent()
        ? new Outcome.Done(after, position)
        : new Outcome.ResolvedBefore(standing, after, position);
  }

  /** It could be rescheduled just before, but something else may have been faster. */
  private Outcome rescheduled(
      MessageView after, Signal signal, long deliverAt, LogPosition position) {
    Optional<Refusal> refusal = refusal(after.message(), signal).filter(Settling::isNews);
    if (after.message().content().deliverAt() == deliverAt || refusal.isEmpty()) {
      return doneOrWaiting(after, signal, position);
    }
    // A finished message no longer knows for when it was scheduled.
    return after.isSettled()
        ? new Outcome.Unknown(after.message().id(), position)
        : new Outcome.Refused(refusal.get(), after, position);
  }

  private static Outcome doneOrWaiting(MessageView after, Signal signal, LogPosition position) {
    return isWaiting(after.message(), signal)
        ? new Outcome.Waiting(after, position)
        : new Outcome.Done(after, position);
  }

  private static boolean isWaiting(Message message, Signal signal) {
    if (signal instanceof Signal.Prepare) {
      return false;
    }
    return signal instanceof Signal.Decide
        ? !message.early().decisions().isEmpty()
        : message.deliveries().isEmpty() && !message.early().groups().isEmpty();
  }

  /** That it was said before, or is about an attempt that is over, need not worry the caller. */
  private static boolean isNews(Refusal refusal) {
    return refusal.reason() != Refusal.Reason.DUPLICATE
        && refusal.reason() != Refusal.Reason.STALE_ATTEMPT;
  }

  /** What the rules would say now, if the message is here and somebody waits to hear it. */
  private Optional<Refusal> refusalBefore(SignalRecord record, Duration wait) {
    return wait.isZero()
        ? Optional.empty()
        : processing
            .stored(record.messageId())
            .flatMap(view -> refusal(view.message(), record.signal()));
  }

  private Optional<Refusal> refusal(Message message, Signal signal) {
    return judge.refusal(message, signal, clock.getAsLong());
  }
}
