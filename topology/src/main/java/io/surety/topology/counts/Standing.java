package io.surety.topology.counts;

import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.Early;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Status;
import java.util.List;
import java.util.Locale;

/**
 * Where a message stands, for counting: its status, and of dead letters whether something can still
 * become of them.
 */
public enum Standing {
  /** Nothing is stored. */
  ABSENT(Status.ABSENT),
  /** Waits for its prepare. */
  EARLY(Status.EARLY),
  /** Waits for its decision. */
  PREPARED(Status.PREPARED),
  /** Waits for a person's decision. */
  UNRESOLVED(Status.UNRESOLVED),
  /** Waits for its delivery time. */
  SCHEDULED(Status.SCHEDULED),
  /** Dispatched, and followed. */
  DELIVERING(Status.DELIVERING),
  /** A dead letter that can be redriven or resolved. */
  DEAD_LETTERED(Status.DEAD_LETTERED),
  /** A dead letter that was resolved, or was too old to keep. */
  CLOSED(Status.DEAD_LETTERED),
  /** Consumed by everybody. */
  COMPLETED(Status.COMPLETED),
  /** Decided against. */
  ROLLED_BACK(Status.ROLLED_BACK),
  /** Withdrawn before its dispatch. */
  CANCELLED(Status.CANCELLED),
  /** Its time to live ended before its dispatch. */
  EXPIRED(Status.EXPIRED);

  /** Those in which something is still to happen, in their order. */
  public static final List<Standing> LIVE =
      List.of(EARLY, PREPARED, UNRESOLVED, SCHEDULED, DELIVERING, DEAD_LETTERED);

  private final Status status;
  private final String word;

  Standing(Status status) {
    this.status = status;
    this.word = name().toLowerCase(Locale.ROOT);
  }

  /** Where this message stands. */
  public static Standing of(Message message) {
    return switch (message.status()) {
      case ABSENT -> ABSENT;
      case EARLY -> EARLY;
      case PREPARED -> PREPARED;
      case UNRESOLVED -> UNRESOLVED;
      case SCHEDULED -> SCHEDULED;
      case DELIVERING -> DELIVERING;
      case DEAD_LETTERED -> message.isFinished() ? CLOSED : DEAD_LETTERED;
      case COMPLETED -> COMPLETED;
      case ROLLED_BACK -> ROLLED_BACK;
      case CANCELLED -> CANCELLED;
      case EXPIRED -> EXPIRED;
    };
  }

  /** Its status in the rules. */
  public Status status() {
    return status;
  }

  /** Its name in lower case, as labels show it. */
  public String word() {
    return word;
  }

  /** True while something is still to happen to the message. */
  public boolean isLive() {
    return LIVE.contains(this);
  }

  /**
   * Since when a live message stands there, told from its row alone, so that a restart tells the
   * same: an undecided one since its prepare, a scheduled one since its confirm, one that is being
   * delivered since it may be, a dead letter since it died. Epoch ms.
   */
  long since(Message message) {
    return switch (this) {
      case EARLY -> firstHeard(message.early());
      case PREPARED, UNRESOLVED -> message.content().preparedAt();
      case SCHEDULED -> decidedAt(message);
      case DELIVERING -> deliverableSince(message);
      case DEAD_LETTERED -> deadSince(message);
      case ABSENT, CLOSED, COMPLETED, ROLLED_BACK, CANCELLED, EXPIRED -> 0;
    };
  }

  /**
   * Since when the message may be delivered: its confirm, or its delivery time where that is later.
   * Epoch ms.
   */
  public static long deliverableSince(Message message) {
    return Math.max(decidedAt(message), message.content().deliverAt());
  }

  private static long decidedAt(Message message) {
    return message.decision().isMade() ? message.decision().at() : message.content().preparedAt();
  }

  private static long firstHeard(Early early) {
    long first = Message.NEVER;
    for (Early.EarlyDecision decision : early.decisions()) {
      first = Math.min(first, decision.at());
    }
    for (Early.GroupSignal signal : early.groups()) {
      first = Math.min(first, signal.at());
    }
    return first;
  }

  private static long deadSince(Message message) {
    long first = Message.NEVER;
    for (Delivery delivery : message.deliveries()) {
      if (delivery.isUnresolvedDead()) {
        first = Math.min(first, delivery.settledAt());
      }
    }
    return first == Message.NEVER ? message.settledAt() : first;
  }
}
