package io.surety.rest.stats;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Message;
import io.surety.rest.json.Json;
import io.surety.rest.json.Members;
import io.surety.topology.counts.Census;
import io.surety.topology.counts.Histogram;
import io.surety.topology.counts.Standing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How much there is and how fast it goes, put together from what the servers say. Of two that
 * answered for the same partition the one that is further counts: the other has lost it and does
 * not know. Not thread-safe.
 */
public final class StatsTotals {
  private final Map<Integer, JsonNode> partitions = new HashMap<>();
  private final Map<Happening, Double> perSecond = new EnumMap<>(Happening.class);
  private final Map<Span, Histogram.Times> times = new EnumMap<>(Span.class);
  private final int partitionCount;
  private boolean isIncomplete;
  private long windowMs;

  private StatsTotals(int partitionCount) {
    this.partitionCount = partitionCount;
  }

  /**
   * Puts it together.
   *
   * @param answers of {@link Overview#stats}
   * @param asked how many servers were asked, this one included
   * @param partitions how many there are
   */
  public static StatsTotals of(Collection<JsonNode> answers, int asked, int partitions) {
    StatsTotals totals = new StatsTotals(partitions);
    totals.isIncomplete = answers.size() < asked;
    answers.forEach(totals::add);
    return totals;
  }

  private void add(JsonNode answer) {
    for (JsonNode partition : Json.elements(answer.path("partitions"))) {
      partitions.merge(
          partition.path("partition").asInt(),
          partition,
          (a, b) -> b.path("asOf").asLong() > a.path("asOf").asLong() ? b : a);
    }
    JsonNode recent = answer.path("recent");
    long ms = recent.path("ms").asLong();
    windowMs = Math.max(windowMs, ms);
    for (Happening happening : Happening.values()) {
      long count = recent.path("counts").path(happening.word()).asLong();
      perSecond.merge(happening, ms > 0 ? count * 1e3 / ms : 0, Double::sum);
    }
    for (Span span : Span.values()) {
      Histogram.Times here = times(recent.path("times").path(span.word()));
      times.merge(span, here, Histogram.Times::plus);
    }
  }

  /** Of a server that counts in other classes nothing is taken. */
  private static Histogram.Times times(JsonNode classes) {
    return classes.size() == Histogram.Times.NONE.counts().size()
        ? new Histogram.Times(Json.elements(classes).stream().map(JsonNode::asLong).toList(), 0)
        : Histogram.Times.NONE;
  }

  /**
   * As it is shown.
   *
   * @param now epoch ms
   */
  public Map<String, Object> toJson(long now) {
    List<Integer> missing =
        IntStream.range(0, partitionCount).filter(p -> !partitions.containsKey(p)).boxed().toList();
    return new Members()
        .time("asOf", now)
        .put("incomplete", isIncomplete || !missing.isEmpty())
        .list("missingPartitions", missing)
        .put("messages", messages(now))
        .put("groups", groups(now))
        .put("recent", recent())
        .toMap();
  }

  private Map<String, Object> messages(long now) {
    List<Object> byStatus = new ArrayList<>();
    long live = sum("unreadable");
    for (Standing standing : Standing.LIVE) {
      Census.Count all = Census.Count.NONE;
      for (JsonNode partition : partitions.values()) {
        all = all.plus(count(partition.path("statuses").path(standing.name())));
      }
      live += all.count();
      byStatus.add(shown(standing.name(), all, now));
    }
    return new Members()
        .put("live", live)
        .put("undecided", sum("undecided"))
        .put("unreadable", sum("unreadable"))
        .put("unaccounted", sum("unaccounted"))
        .put("byStatus", byStatus)
        .toMap();
  }

  private List<Object> groups(long now) {
    Map<String, Map<DeliveryStatus, Census.Count>> groups = new TreeMap<>();
    for (JsonNode partition : partitions.values()) {
      for (Map.Entry<String, JsonNode> group : partition.path("groups").properties()) {
        Map<DeliveryStatus, Census.Count> counts =
            groups.computeIfAbsent(group.getKey(), name -> new EnumMap<>(DeliveryStatus.class));
        for (DeliveryStatus status : DeliveryStatus.values()) {
          @Nullable JsonNode count = group.getValue().get(status.name());
          if (count != null) {
            counts.merge(status, count(count), Census.Count::plus);
          }
        }
      }
    }
    List<Object> shown = new ArrayList<>();
    groups.forEach(
        (group, counts) -> {
          List<Object> byStatus = new ArrayList<>();
          counts.forEach((status, count) -> byStatus.add(shown(status.name(), count, now)));
          shown.add(new Members().put("group", group).put("byStatus", byStatus).toMap());
        });
    return shown;
  }

  private Map<String, Object> recent() {
    Map<String, Object> rates = new LinkedHashMap<>();
    perSecond.forEach(
        (happening, rate) -> rates.put(happening.word(), Math.round(rate * 1e3) / 1e3));
    Map<String, Object> latencies = new LinkedHashMap<>();
    times.forEach((span, all) -> latencies.put(span.word(), latency(all)));
    return new Members()
        .put("windowMs", windowMs)
        .put("perSecond", rates)
        .put("latencyMs", latencies)
        .toMap();
  }

  private static Map<String, Object> latency(Histogram.Times times) {
    Members members = new Members().put("count", times.count());
    if (times.count() > 0) {
      members
          .put("p50", times.percentileMs(0.5))
          .put("p95", times.percentileMs(0.95))
          .put("p99", times.percentileMs(0.99));
    }
    return members.toMap();
  }

  private static Map<String, Object> shown(String status, Census.Count count, long now) {
    Members members = new Members().put("status", status).put("count", count.count());
    if (count.count() > 0) {
      members.time("oldestSince", count.oldestSince()).put("oldestAgeMs", count.oldestAgeMs(now));
    }
    return members.toMap();
  }

  private long sum(String name) {
    return partitions.values().stream().mapToLong(p -> p.path(name).asLong()).sum();
  }

  private static Census.Count count(JsonNode countAndSince) {
    return new Census.Count(
        countAndSince.path(0).asLong(), countAndSince.path(1).asLong(Message.NEVER));
  }
}
