package io.surety.acceptance.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;

/**
 * The state of a coordinator, seen from two sides.
 *
 * @param answered what the running coordinator says of each message
 * @param committed what the changelogs hold, committed records only: key to value, both as text
 */
public record StateDump(Map<String, String> answered, Map<String, String> committed) {

  private static final String MOVING = "MOVING";

  /** The state now; nothing may change meanwhile. */
  public static StateDump of(World world, CoordinatorProcess coordinator, List<String> ids) {
    Map<String, String> answered = new TreeMap<>();
    ids.forEach(id -> answered.put(id, answer(coordinator, id)));
    return new StateDump(answered, committed(world));
  }

  /** Partitions move between threads once more soon after a start, and nobody answers meanwhile. */
  private static String answer(CoordinatorProcess coordinator, String id) {
    String answer = coordinator.message(id);
    return answer.equals(MOVING)
        ? Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> coordinator.message(id), later -> !later.equals(MOVING))
        : answer;
  }

  /** Compaction is played by a map: the last record of a key counts, a tombstone removes it. */
  private static Map<String, String> committed(World world) {
    Map<String, String> rows = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : world.committed(changelogs(world))) {
      String key = record.topic() + "-" + record.partition() + " " + Arrays.toString(record.key());
      if (record.value() == null) {
        rows.remove(key);
      } else {
        rows.put(key, Arrays.toString(record.value()));
      }
    }
    return rows;
  }

  private static String[] changelogs(World world) {
    List<String> topics = new ArrayList<>(World.get(world.admin().listTopics().names()));
    topics.removeIf(
        topic -> !topic.startsWith(world.name() + "-") || !topic.endsWith("-changelog"));
    return topics.toArray(String[]::new);
  }
}
