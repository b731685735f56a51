package io.surety.rest.stats;

import io.surety.lifecycle.Message;
import io.surety.rest.Version;
import io.surety.rest.json.HealthJson;
import io.surety.rest.json.Members;
import io.surety.topology.Coordinator;
import io.surety.topology.Health;
import io.surety.topology.counts.Census;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What this server says of itself, to others and to those who watch. Thread-safe. */
public final class Overview implements AutoCloseable {
  private final Coordinator coordinator;
  private final Recent recent;
  private final ScheduledExecutorService looker =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "surety-stats");
            thread.setDaemon(true);
            return thread;
          });

  private Overview(Coordinator coordinator) {
    this.coordinator = coordinator;
    this.recent = new Recent(coordinator.metrics()::snapshot, System::nanoTime);
  }

  /** Of this coordinator; looks at its counters until it is closed. */
  public static Overview start(Coordinator coordinator) {
    Overview overview = new Overview(coordinator);
    var unused =
        overview.looker.scheduleAtFixedRate(
            overview.recent::look, Recent.EVERY_MS, Recent.EVERY_MS, TimeUnit.MILLISECONDS);
    return overview;
  }

  /** What it is, and how it gets on. */
  public Map<String, Object> node() {
    Health health = coordinator.health();
    Members node =
        new Members()
            .put("address", address())
            .put("version", Version.number())
            .time("startedAt", ManagementFactory.getRuntimeMXBean().getStartTime())
            .put("live", health.isLive())
            .put("ready", health.isReady());
    HealthJson.of(health).forEach(node::put);
    return node.toMap();
  }

  /** Where other servers reach it. */
  public String address() {
    return coordinator.config().applicationServer().orElse("");
  }

  /** {@code {partitions: [], recent: {}}}, as {@link StatsTotals} reads it. */
  public Map<String, Object> stats() {
    Map<Integer, Long> asOf = new HashMap<>();
    coordinator.health().partitions().forEach(p -> asOf.put(p.partition(), p.horizon()));
    List<Object> partitions = new ArrayList<>();
    coordinator
        .censuses()
        .forEach(
            (partition, census) ->
                partitions.add(partition(partition, asOf.getOrDefault(partition, 0L), census)));
    return Map.of("partitions", partitions, "recent", recent.toJson());
  }

  private static Map<String, Object> partition(int partition, long asOf, Census census) {
    Map<String, Object> statuses = new LinkedHashMap<>();
    census.standings().forEach((standing, count) -> statuses.put(standing.name(), count(count)));
    Map<String, Map<String, Object>> groups = new LinkedHashMap<>();
    census
        .groups()
        .forEach(
            group ->
                groups
                    .computeIfAbsent(group.group(), name -> new LinkedHashMap<>())
                    .put(group.status().name(), count(group.count())));
    return new Members()
        .put("partition", partition)
        .put("asOf", String.valueOf(asOf))
        .put("undecided", census.undecided())
        .put("unreadable", census.unreadable())
        .put("unaccounted", census.unaccounted())
        .put("statuses", statuses)
        .put("groups", groups)
        .toMap();
  }

  /** {@code [how many, since when]}; without a time where there is none. */
  private static List<Long> count(Census.Count count) {
    return count.oldestSince() == Message.NEVER
        ? List.of(count.count())
        : List.of(count.count(), count.oldestSince());
  }

  /** Looks no longer. Idempotent. */
  @Override
  public void close() {
    looker.shutdownNow();
  }
}
