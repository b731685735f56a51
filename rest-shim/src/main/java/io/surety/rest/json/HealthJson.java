package io.surety.rest.json;

import io.surety.topology.Health;
import java.util.Map;

/** How a coordinator gets on, as it is shown. */
public final class HealthJson {
  private HealthJson() {}

  /** State, and progress of each partition that is processed here. */
  public static Map<String, Object> of(Health health) {
    return new Members()
        .put("state", health.state())
        .put("partitions", health.partitions().stream().map(HealthJson::partition).toList())
        .toMap();
  }

  private static Map<String, Object> partition(Health.Partition partition) {
    return new Members()
        .put("partition", partition.partition())
        .time("processedUpTo", partition.horizon())
        .put("ageOfOldestUnprocessedMs", partition.ageOfOldestUnprocessedMs())
        .time("lastCommitAt", partition.lastCommitAt())
        .put("mostOverdueTimerMs", partition.mostOverdueTimerMs())
        .put("liveMessages", partition.live())
        .toMap();
  }
}
