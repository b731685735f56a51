package io.surety.quickstart.story;

import java.util.List;
import java.util.Map;

/**
 * How a message of the story ended.
 *
 * @param played the scene, and its message
 * @param status what the coordinator says
 * @param handled what each group made of it, attempt by attempt; an empty list: it never saw it
 */
public record Outcome(Played played, String status, Map<String, List<Handled>> handled) {
  public Outcome {
    handled = Map.copyOf(handled);
  }

  /** The coordinator keeps it for a person to decide. */
  public boolean isDeadLetter() {
    return status.equals("DEAD_LETTERED");
  }

  /** Coordinator and consumers both say what they should. */
  public boolean isRight() {
    return new Expectation(status, handled).equals(played.expected());
  }
}
