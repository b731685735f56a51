package io.surety.acceptance.harness;

import io.surety.schemas.avro.Archive;
import io.surety.schemas.avro.DeliveryRecord;
import io.surety.testkit.GroupState;
import io.surety.testkit.TestedMessage;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a message ended, to the number of attempts.
 *
 * @param reason why it was given up as a whole; NONE if it was not
 * @param groups status, attempts and reason of each group
 */
public record Ending(String status, String reason, Map<String, String> groups) {
  public Ending {
    groups = Map.copyOf(groups);
  }

  /** As the archive says. */
  public static Ending of(Archive archive) {
    Map<String, String> groups = new TreeMap<>();
    for (DeliveryRecord delivery : archive.getDeliveries()) {
      groups.put(
          delivery.getGroup(),
          group(delivery.getStatus(), delivery.getAttempts(), delivery.getReason()));
    }
    return new Ending(archive.getStatus(), orNone(archive.getReason()), groups);
  }

  /** As the test kit says. */
  public static Ending of(TestedMessage message) {
    Map<String, String> groups = new TreeMap<>();
    for (GroupState state : message.groups()) {
      groups.put(
          state.group(), group(state.status().name(), state.attempts(), state.reason().name()));
    }
    return new Ending(message.status().name(), message.reason().name(), groups);
  }

  private static String group(String status, int attempts, @Nullable String reason) {
    return status + " after " + attempts + ", " + orNone(reason);
  }

  private static String orNone(@Nullable String reason) {
    return reason == null ? "NONE" : reason;
  }
}
