package io.surety.quickstart.story;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the coordinator says about a message, over REST.
 *
 * @param status as in {@code COMPLETED}
 * @param reason why it was given up as a whole, if it was
 * @param isLive false if only the outcome is remembered
 * @param groups the status of each delivery, with its reason, as far as they are remembered
 */
public record Answer(
    String status, Optional<String> reason, boolean isLive, Map<String, String> groups) {
  private static final Set<String> ENDS =
      Set.of("UNRESOLVED", "COMPLETED", "DEAD_LETTERED", "ROLLED_BACK", "CANCELLED", "EXPIRED");

  public Answer {
    groups = Map.copyOf(groups);
  }

  /** Nothing happens any more unless a person decides something. */
  boolean isEnd() {
    return ENDS.contains(status);
  }

  /** As in {@code DEAD_LETTERED (billing: DEAD, REJECTED; stock: CONSUMED)}. */
  public String told() {
    String deliveries =
        new TreeMap<>(groups)
            .entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining("; "));
    String details =
        reason.map(why -> deliveries.isEmpty() ? why : why + "; " + deliveries).orElse(deliveries);
    return details.isEmpty() ? status : status + " (" + details + ")";
  }
}
