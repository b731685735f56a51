package io.surety.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that is remembered of a message, but for its headers and payload. Immutable.
 *
 * @param id the message id
 * @param status where it stands
 * @param revision how often it was written to the archive
 * @param content what the prepare said; {@link Content#NONE} before it came
 * @param checkBack how far the producer was asked
 * @param decision who decided, and how; {@link Decision#NONE} while nobody has
 * @param deliveries one for each group the message is for, fixed at the decision
 * @param early signals that wait for their prepare or decision
 * @param reason why the message as a whole was given up
 * @param settledAt when it reached its final status, epoch ms; 0 before
 * @param statusDue when the status itself must end, epoch ms; {@link #NEVER} if it need not
 */
public record Message(
    String id,
    Status status,
    int revision,
    Content content,
    CheckBack checkBack,
    Decision decision,
    List<Delivery> deliveries,
    Early early,
    Reason reason,
    long settledAt,
    long statusDue) {

  /** No time at all. */
  public static final long NEVER = Long.MAX_VALUE;

  public Message {
    deliveries = List.copyOf(deliveries);
  }

  /** Nothing is stored under this id. */
  public static Message absent(String id) {
    return new Message(
        id,
        Status.ABSENT,
        0,
        Content.NONE,
        CheckBack.NONE,
        Decision.NONE,
        List.of(),
        Early.NONE,
        Reason.NONE,
        0,
        NEVER);
  }

  /** A finished message of which only the outcome is remembered, to recognise repetitions. */
  public static Message settled(
      String id, Status status, int revision, Content remembered, Reason reason, long settledAt) {
    return new Message(
        id,
        status,
        revision,
        remembered,
        CheckBack.NONE,
        Decision.NONE,
        List.of(),
        Early.NONE,
        reason,
        settledAt,
        NEVER);
  }

  /** The next time at which something must happen if nothing is heard; {@link #NEVER} if none. */
  public long nextDue() {
    long next = statusDue;
    if (isHeld()) {
      return next;
    }
    for (Delivery delivery : deliveries) {
      next = Math.min(next, delivery.due());
    }
    return next;
  }

  /** True once the message can leave the live stores; only its outcome is kept, for a while. */
  public boolean isFinished() {
    return status.isFinal() || (status == Status.DEAD_LETTERED && nextDue() == NEVER);
  }

  /** The delivery of a group, if the message is for it. */
  public Optional<Delivery> delivery(String group) {
    for (Delivery delivery : deliveries) {
      if (delivery.group().equals(group)) {
        return Optional.of(delivery);
      }
    }
    return Optional.empty();
  }

  /** True for the question that was answered by the verdict that decided. */
  public boolean isDecidedBy(Question question) {
    List<Question> questions = checkBack.history();
    return decision.isMade()
        && decision.source() == Decision.Source.CHECK_BACK
        && question.answer() == Question.Answer.NONE
        && question.equals(questions.get(questions.size() - 1));
  }

  /** True while nothing is dispatched, and the time to live can end the message as a whole. */
  boolean isHeld() {
    return switch (status) {
      case PREPARED, UNRESOLVED, SCHEDULED -> true;
      case ABSENT, EARLY, DELIVERING, COMPLETED, DEAD_LETTERED, ROLLED_BACK, CANCELLED, EXPIRED ->
          false;
    };
  }

  /** True if a group was dispatched to, or reports that it was. */
  boolean hasBeenDispatched() {
    return deliveries.stream().anyMatch(delivery -> !delivery.isPlanned());
  }

  Message with(Delivery changed) {
    List<Delivery> all = new ArrayList<>(deliveries);
    all.replaceAll(old -> old.group().equals(changed.group()) ? changed : old);
    return withDeliveries(all);
  }

  Message withDeliveries(List<Delivery> changed) {
    return new Message(
        id, status, revision, content, checkBack, decision, changed, early, reason, settledAt,
        statusDue);
  }

  /** Not settled any more, unless the new status is an end: {@link #settled} says when. */
  Message withStatus(Status changed, long due) {
    return new Message(
        id,
        changed,
        revision,
        content,
        checkBack,
        decision,
        deliveries,
        early,
        reason,
        changed == Status.DEAD_LETTERED ? settledAt : 0,
        due);
  }

  Message withContent(Content changed) {
    return new Message(
        id,
        status,
        revision,
        changed,
        checkBack,
        decision,
        deliveries,
        early,
        reason,
        settledAt,
        statusDue);
  }

  Message withCheckBack(CheckBack changed) {
    return new Message(
        id,
        status,
        revision,
        content,
        changed,
        decision,
        deliveries,
        early,
        reason,
        settledAt,
        statusDue);
  }

  Message withDecision(Decision changed) {
    return new Message(
        id,
        status,
        revision,
        content,
        checkBack,
        changed,
        deliveries,
        early,
        reason,
        settledAt,
        statusDue);
  }

  Message withEarly(Early changed) {
    return new Message(
        id,
        status,
        revision,
        content,
        checkBack,
        decision,
        deliveries,
        changed,
        reason,
        settledAt,
        statusDue);
  }

  Message withReason(Reason changed) {
    return new Message(
        id,
        status,
        revision,
        content,
        checkBack,
        decision,
        deliveries,
        early,
        changed,
        settledAt,
        statusDue);
  }

  /** Ended, and not worth a line in the archive. */
  Message settledQuietly(long now) {
    return new Message(
        id,
        status,
        revision,
        content,
        checkBack,
        decision,
        deliveries,
        early,
        reason,
        now,
        statusDue);
  }

  Message settled(long now) {
    return new Message(
        id,
        status,
        revision + 1,
        content,
        checkBack,
        decision,
        deliveries,
        early,
        reason,
        now,
        statusDue);
  }
}
