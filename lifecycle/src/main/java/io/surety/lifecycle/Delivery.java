package io.surety.lifecycle;

import static io.surety.lifecycle.Message.NEVER;

import java.util.ArrayList;
import java.util.List;

/**
 * What is known of one group's delivery.
 *
 * @param group the consumer group
 * @param status where it stands
 * @param attempt the last attempt made, 1-based; 0 before the first
 * @param attemptsBase attempts made before the last redrive: they no longer count
 * @param dispatchedAt when the last attempt was dispatched, epoch ms; 0 before the first
 * @param receivedAt when the group first reported it, epoch ms; 0 if it never did
 * @param settledAt when it was consumed or given up, epoch ms; 0 while open
 * @param due when something must happen if nothing is heard, epoch ms; {@link Message#NEVER} if
 *     nothing
 * @param heldBackSince since when the destination refuses, epoch ms; 0 if it does not
 * @param asked true while an answer to a consume check is awaited
 * @param late true if it was consumed after it had been given up
 * @param resolved true if an operator closed the dead delivery
 * @param reason why it is dead or held back
 * @param failure the last failure reported
 * @param note what an operator said when redriving or resolving it; empty if nobody did
 * @param history attempts that ended without consumed, and what happened between them, oldest
 *     first, bounded
 */
public record Delivery(
    String group,
    DeliveryStatus status,
    int attempt,
    int attemptsBase,
    long dispatchedAt,
    long receivedAt,
    long settledAt,
    long due,
    long heldBackSince,
    boolean asked,
    boolean late,
    boolean resolved,
    Reason reason,
    Failure failure,
    String note,
    List<Attempt> history) {

  public Delivery {
    history = List.copyOf(history);
  }

  /** Owed to the group, the first attempt not made yet. */
  static Delivery planned(String group) {
    return new Delivery(
        group,
        DeliveryStatus.WAITING,
        0,
        0,
        0,
        0,
        0,
        NEVER,
        0,
        false,
        false,
        false,
        Reason.NONE,
        Failure.NONE,
        "",
        List.of());
  }

  boolean isPlanned() {
    return status == DeliveryStatus.WAITING && attempt == 0 && heldBackSince == 0;
  }

  /** True for a dead delivery that nobody has closed. */
  public boolean isUnresolvedDead() {
    return status == DeliveryStatus.DEAD && !resolved;
  }

  /** Attempts that count against the policy. */
  int attemptsUsed() {
    return attempt - attemptsBase;
  }

  /**
   * False for an attempt that cannot have been made. One ahead of the known one can: a transaction
   * that was aborted dispatched it.
   */
  boolean mayHaveMade(int number) {
    return number >= 1 && (long) number - attempt <= Limits.ATTEMPTS_AHEAD_MAX;
  }

  /** The known attempt, moved up to one that is reported. */
  private int adopted(int number) {
    return mayHaveMade(number) ? Math.max(attempt, number) : attempt;
  }

  Delivery dispatched(int number, long now, long limit) {
    return change().status(DeliveryStatus.DISPATCHED).attempt(number).at(now).due(limit).build();
  }

  /** The same attempt once more, since the first may never have left. */
  Delivery dispatchedAgain(long now, long limit) {
    return change().at(now).due(limit).build();
  }

  Delivery received(int number, long now, long limit) {
    return change()
        .status(DeliveryStatus.RECEIVED)
        .attempt(number)
        .receivedAt(receivedAt == 0 ? now : receivedAt)
        .due(limit)
        .build();
  }

  Delivery consumed(int number, long now) {
    return change()
        .status(DeliveryStatus.CONSUMED)
        .attempt(adopted(number))
        .settledAt(now)
        .due(NEVER)
        .late(!status.isOpen())
        .reason(Reason.NONE)
        .build();
  }

  Delivery dead(Reason why, long now) {
    return change().status(DeliveryStatus.DEAD).settledAt(now).due(NEVER).reason(why).build();
  }

  Delivery unsubscribed(long now) {
    return change().status(DeliveryStatus.UNSUBSCRIBED).settledAt(now).due(NEVER).build();
  }

  Delivery waiting(long nextAttemptAt) {
    return change().status(DeliveryStatus.WAITING).due(nextAttemptAt).build();
  }

  /** The attempt did not reach the destination, so it is not counted. */
  Delivery heldBack(Reason why, Failure what, long now, long nextAttemptAt) {
    return change()
        .status(DeliveryStatus.WAITING)
        .attempt(attempt - 1)
        .due(nextAttemptAt)
        .heldBackSince(heldBackSince == 0 ? now : heldBackSince)
        .reason(why)
        .failure(what)
        .history(
            with(new Attempt(attempt, dispatchedAt, now, Attempt.Outcome.HELD_BACK, what.stored())))
        .build();
  }

  Delivery asked(long now, long limit) {
    Attempt question = new Attempt(attempt, dispatchedAt, now, Attempt.Outcome.ASKED, Failure.NONE);
    return change().asked(true).due(limit).history(with(question)).build();
  }

  Delivery redriven(Signal.Decide said, long now) {
    return change()
        .note(said.note())
        .history(with(Attempt.byHand(this, Attempt.Outcome.REDRIVEN, said, now)))
        .status(DeliveryStatus.WAITING)
        .attemptsBase(attempt)
        .settledAt(0)
        .resolved(false)
        .reason(Reason.NONE)
        .build();
  }

  Delivery closed(Signal.Decide said, long now) {
    return change()
        .resolved(true)
        .note(said.note())
        .history(with(Attempt.byHand(this, Attempt.Outcome.RESOLVED, said, now)))
        .build();
  }

  /** Remembers how attempt {@code number} ended. */
  Delivery ended(int number, long now, Attempt.Outcome outcome, Failure what) {
    List<Attempt> longer = with(new Attempt(number, dispatchedAt, now, outcome, what.stored()));
    // An attempt that ended was at the destination: nothing holds the delivery back any more.
    DeliveryChange change = change().attempt(adopted(number)).heldBackSince(0).history(longer);
    return what.isPresent() ? change.failure(what.stored()).build() : change.build();
  }

  /** Added at the end, or to the last one where it goes on with that. */
  private List<Attempt> with(Attempt last) {
    List<Attempt> longer = new ArrayList<>(history);
    int size = longer.size();
    if (size > 0 && last.continues(longer.get(size - 1))) {
      longer.set(size - 1, last.since(longer.get(size - 1)));
    } else {
      longer.add(last);
    }
    if (longer.size() > Limits.HISTORY_MAX) {
      longer.remove(0);
    }
    return longer;
  }

  private DeliveryChange change() {
    return new DeliveryChange(this);
  }
}
