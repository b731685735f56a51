package io.surety.rest.redrive;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.rest.json.Json;
import io.surety.rest.json.Times;
import io.surety.schemas.avro.RedriveItem;

/**
 * What is to be done about one dead letter, told from the message as it is shown.
 *
 * <p>A dead letter is told from a later one of the same message and group by the time since which
 * it is dead. What was frozen is sent while it is still the same one; so it makes no difference how
 * many believe that the job is theirs, or what the one before did when it died.
 *
 * @param next what to do
 * @param state how far it is, where it has come to an end
 * @param detail why
 */
record Verdict(Next next, ItemState state, String detail) {
  /** What to do. */
  enum Next {
    /** It is the dead letter that was frozen: send it, whether or not that was tried before. */
    SEND,
    /** It is on its way: look again later. */
    FOLLOW,
    /** It has come to an end. */
    END
  }

  private static final Verdict SEND = new Verdict(Next.SEND, ItemState.SENT, "");
  private static final Verdict FOLLOW = new Verdict(Next.FOLLOW, ItemState.SENT, "");
  private static final Verdict CONSUMED = new Verdict(Next.END, ItemState.SUCCEEDED, "");

  /**
   * Judges.
   *
   * @param message as REST shows it, from its owner
   * @param isSent true if it is or may have been sent for this job
   */
  static Verdict of(JsonNode message, RedriveItem item, boolean isSent) {
    String status = message.path("status").asText();
    if (!message.path("source").asText().equals("live")) {
      return finished(status, isSent);
    }
    if (item.getGroup().isEmpty()) {
      return whole(message, status, item, isSent);
    }
    for (JsonNode delivery : Json.elements(message.path("deliveries"))) {
      if (delivery.path("group").asText().equals(item.getGroup())) {
        return delivery(delivery, item, isSent);
      }
    }
    return isSent
        ? failed("The message is not for this group any more.")
        : skipped("The message is not for this group any more.");
  }

  /** Nothing is known of the message any more. */
  static Verdict forgotten(boolean isSent) {
    return isSent
        ? failed("The message is not remembered any more; the archive knows how it ended.")
        : skipped("The message is not remembered any more: it had ended before.");
  }

  /** The decision was processed, and the dead letter is still the same. */
  static Verdict refused(JsonNode message, long now) {
    long expiresAt = time(message.path("content").path("expiresAt"));
    return failed(
        expiresAt > 0 && expiresAt <= now
            ? "It could not be sent: its time to live is over."
            : "It could not be sent: the message was never confirmed.");
  }

  private static Verdict finished(String status, boolean isSent) {
    if (!isSent) {
      return skipped("The message had ended before, as " + status + ".");
    }
    return status.equals("COMPLETED") ? CONSUMED : failed("The message ended as " + status + ".");
  }

  /** The message had no deliveries when it was given up. */
  private static Verdict whole(JsonNode message, String status, RedriveItem item, boolean isSent) {
    boolean hasDeliveries = !message.path("deliveries").isEmpty();
    if (status.equals("DEAD_LETTERED") && !hasDeliveries) {
      return dead(message, item, isSent);
    }
    if (!isSent) {
      return skipped("It was sent again by somebody else.");
    }
    return status.equals("DEAD_LETTERED") ? failed("It was given up for a group.") : FOLLOW;
  }

  private static Verdict delivery(JsonNode delivery, RedriveItem item, boolean isSent) {
    return switch (delivery.path("status").asText()) {
      case "CONSUMED" -> isSent ? CONSUMED : skipped("The group had consumed it before.");
      case "UNSUBSCRIBED" -> skipped("The group is not subscribed any more.");
      case "DEAD" ->
          delivery.path("resolved").asBoolean()
              ? skipped("It was resolved.")
              : dead(delivery, item, isSent);
      default -> isSent ? FOLLOW : skipped("It was sent again by somebody else.");
    };
  }

  private static Verdict dead(JsonNode dead, RedriveItem item, boolean isSent) {
    if (time(dead.path("settledAt")) == item.getDeadAt()) {
      return SEND;
    }
    return isSent
        ? failed("It was given up again: " + why(dead))
        : skipped("It was sent again by somebody else, and given up again.");
  }

  private static String why(JsonNode dead) {
    String said = dead.path("failure").path("message").asText();
    return dead.path("reason").asText() + (said.isEmpty() ? "." : ", " + said);
  }

  private static long time(JsonNode text) {
    return Times.parse(text.asText()).orElse(0L);
  }

  private static Verdict skipped(String detail) {
    return new Verdict(Next.END, ItemState.SKIPPED, detail);
  }

  private static Verdict failed(String detail) {
    return new Verdict(Next.END, ItemState.FAILED, detail);
  }
}
