package io.surety.acceptance.harness;

import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.Message;
import io.surety.schemas.avro.Archive;
import io.surety.schemas.avro.DeliveryRecord;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message, without the times and counts that depend on when a timer fired.
 *
 * @param status where it ended
 * @param decision what was decided; NONE if nothing was
 * @param groups how the delivery to each group ended, with the reason if it is dead
 */
public record Outcome(String status, String decision, Map<String, String> groups) {
  public Outcome {
    groups = Map.copyOf(groups);
  }

  /** As the rules say. */
  public static Outcome of(Message message) {
    Map<String, String> groups = new TreeMap<>();
    for (Delivery delivery : message.deliveries()) {
      groups.put(delivery.group(), ended(delivery.status().name(), delivery.reason().name()));
    }
    return new Outcome(message.status().name(), message.decision().kind().name(), groups);
  }

  /** As the archive says. */
  public static Outcome of(Archive archive) {
    Map<String, String> groups = new TreeMap<>();
    for (DeliveryRecord delivery : archive.getDeliveries()) {
      groups.put(delivery.getGroup(), ended(delivery.getStatus(), delivery.getReason()));
    }
    return new Outcome(
        archive.getStatus(),
        archive.getDecision() == null ? "NONE" : archive.getDecision(),
        groups);
  }

  private static String ended(String status, @Nullable String reason) {
    return status.equals("DEAD") ? "DEAD:" + reason : status;
  }
}
