package io.surety.testkit;

import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Status;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is expected of a message. Each method returns this, or throws an {@link AssertionError} that
 * says where the message stands.
 */
public final class MessageAssert {
  private final String id;
  private final Optional<TestedMessage> message;
  private final List<TestedMessage> all;

  MessageAssert(String id, List<TestedMessage> all) {
    this.id = id;
    this.all = all;
    this.message = all.stream().filter(known -> known.id().equals(id)).findFirst();
  }

  /** It is stored, and nobody has decided about it. */
  public MessageAssert isPrepared() {
    return hasStatus(Status.PREPARED);
  }

  /** It was decided against: nobody receives it. */
  public MessageAssert isRolledBack() {
    return hasStatus(Status.ROLLED_BACK);
  }

  /** It was withdrawn before it was dispatched. */
  public MessageAssert isCancelled() {
    return hasStatus(Status.CANCELLED);
  }

  /** Its time to live ended before it was delivered. */
  public MessageAssert isExpired() {
    return hasStatus(Status.EXPIRED);
  }

  /** It is held until its delivery time. */
  public MessageAssert isScheduled() {
    return hasStatus(Status.SCHEDULED);
  }

  /** The producer could not be brought to decide. */
  public MessageAssert isUnresolved() {
    return hasStatus(Status.UNRESOLVED);
  }

  /** Every group that it is for has consumed it. */
  public MessageAssert isCompleted() {
    return hasStatus(Status.COMPLETED);
  }

  /** It stands there. */
  public MessageAssert hasStatus(Status expected) {
    return check("be " + expected, known -> known.status() == expected);
  }

  /** These groups have consumed it; there may be others. */
  public MessageAssert isConsumedBy(String... groups) {
    for (String group : groups) {
      hasStatus(group, DeliveryStatus.CONSUMED);
    }
    return this;
  }

  /** This group has not consumed it, whether or not it is for the group. */
  public MessageAssert isNotConsumedBy(String group) {
    return check(
        "not be consumed by '" + group + "'",
        known -> !known.group(group).filter(is(DeliveryStatus.CONSUMED)).isPresent());
  }

  /** It is not for this group: not decided, another tag, or not subscribed at the decision. */
  public MessageAssert isNotFor(String group) {
    return check("not be for '" + group + "'", known -> known.group(group).isEmpty());
  }

  /** It was given up for this group. */
  public MessageAssert isDead(String group) {
    return hasStatus(group, DeliveryStatus.DEAD);
  }

  /** It was given up for this group, for this reason. */
  public MessageAssert isDead(String group, Reason reason) {
    return check(
        "be dead for '" + group + "' because of " + reason,
        known ->
            known
                .group(group)
                .filter(is(DeliveryStatus.DEAD))
                .filter(state -> state.reason() == reason)
                .isPresent());
  }

  /** It was given up as a whole, for this reason. */
  public MessageAssert isDead(Reason reason) {
    return check(
        "be dead because of " + reason,
        known -> known.status() == Status.DEAD_LETTERED && known.reason() == reason);
  }

  /** It waits for its next attempt for this group. */
  public MessageAssert isWaiting(String group) {
    return hasStatus(group, DeliveryStatus.WAITING);
  }

  /** This group is there with it. */
  public MessageAssert hasStatus(String group, DeliveryStatus expected) {
    return check(
        "be " + expected + " for '" + group + "'",
        known -> known.group(group).filter(is(expected)).isPresent());
  }

  /** So many attempts were made for this group. */
  public MessageAssert hasAttempts(String group, int attempts) {
    return check(
        "have " + attempts + " attempts for '" + group + "'",
        known -> known.group(group).filter(state -> state.attempts() == attempts).isPresent());
  }

  /** Nothing was ever heard of it. */
  public MessageAssert isUnknown() {
    if (message.isPresent()) {
      throw new AssertionError(
          "expected that nothing was ever heard of message '" + id + "', but " + message.get());
    }
    return this;
  }

  private static Predicate<GroupState> is(DeliveryStatus status) {
    return state -> state.status() == status;
  }

  private MessageAssert check(String expected, Predicate<TestedMessage> claim) {
    TestedMessage known =
        message.orElseThrow(
            () ->
                new AssertionError(
                    "expected message '"
                        + id
                        + "' to "
                        + expected
                        + ", but nothing was ever heard of it; known are "
                        + all));
    if (!claim.test(known)) {
      throw new AssertionError("expected message '" + id + "' to " + expected + ", but " + known);
    }
    return this;
  }
}
