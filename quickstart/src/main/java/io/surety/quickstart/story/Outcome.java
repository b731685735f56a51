package io.surety.quickstart.story;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a message of the story ended.
 *
 * @param played the scene, and its message
 * @param status what the coordinator says
 * @param handled what each group made of it, attempt by attempt; an empty list: it never saw it
 */
public record Outcome(Played played, String status, Map<String, List<Handled>> handled) {
  /** What is archived: also what was given up, as it is at that moment. */
  private static final Set<String> FINISHED =
      Set.of("COMPLETED", "DEAD_LETTERED", "ROLLED_BACK", "CANCELLED", "EXPIRED");

  public Outcome {
    handled = Map.copyOf(handled);
  }

  /** The coordinator keeps it for a person to decide. */
  public boolean isDeadLetter() {
    return status.equals("DEAD_LETTERED");
  }

  /** The archive has it, or will. */
  public boolean isFinished() {
    return FINISHED.contains(status);
  }

  /** Coordinator and consumers both say what they should. */
  public boolean isRight() {
    return new Expectation(status, handled).equals(played.expected());
  }
}
