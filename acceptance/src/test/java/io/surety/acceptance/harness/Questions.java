package io.surety.acceptance.harness;

import io.surety.lifecycle.Message;
import io.surety.topology.Coordinator;
import io.surety.topology.Health;
import java.time.Duration;
import java.util.function.Function;

/**
 * What a test asks a coordinator, the same in this JVM and over the stdin of a process. Answers are
 * one line.
 */
final class Questions {
  private Questions() {}

  /**
   * Answers one line.
   *
   * <pre>
   * message ID                          the row as text; ABSENT, ELSEWHERE or MOVING
   * status ID                           its status only
   * processed TOPIC PARTITION OFFSET    true once it is
   * partitions                          how many are active here
   * horizon                             up to when all of them are processed, epoch ms
   * </pre>
   */
  static String answer(Coordinator coordinator, String line) {
    String[] words = line.split(" ");
    return switch (words[0]) {
      case "message" -> message(coordinator, words[1], message -> message.toString());
      case "status" -> message(coordinator, words[1], message -> message.status().name());
      case "processed" ->
          String.valueOf(
              coordinator
                  .queries()
                  .awaitProcessed(
                      words[1],
                      Integer.parseInt(words[2]),
                      Long.parseLong(words[3]),
                      Duration.ofMillis(100)));
      case "partitions" -> String.valueOf(coordinator.health().partitions().size());
      case "horizon" ->
          String.valueOf(
              coordinator.health().partitions().stream()
                  .mapToLong(Health.Partition::horizon)
                  .min()
                  .orElse(0));
      default -> throw new IllegalArgumentException("unknown question '" + line + "'");
    };
  }

  private static String message(Coordinator coordinator, String id, Function<Message, String> how) {
    return coordinator
        .queries()
        .get(id)
        .fold(
            found -> how.apply(found.message()),
            () -> "ABSENT",
            elsewhere -> "ELSEWHERE",
            moving -> "MOVING");
  }
}
