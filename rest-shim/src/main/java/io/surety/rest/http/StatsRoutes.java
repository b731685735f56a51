package io.surety.rest.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.surety.rest.Engine;
import io.surety.rest.json.Json;
import io.surety.rest.json.Members;
import io.surety.rest.stats.StatsTotals;
import io.surety.topology.Answer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What all servers together are at, and each of them. */
final class StatsRoutes {
  static final String LOCAL_STATS = "/api/v1/nodes/self/stats";
  static final String LOCAL_NODE = "/api/v1/nodes/self";

  private static final long ALL_MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(2_000);

  private final Supplier<Engine> engine;
  private final FanOut fanOut;
  private final Json json;
  private final Replies replies;
  private final LongSupplier clock;

  StatsRoutes(
      Supplier<Engine> engine, FanOut fanOut, Json json, Replies replies, LongSupplier clock) {
    this.engine = engine;
    this.fanOut = fanOut;
    this.json = json;
    this.replies = replies;
    this.clock = clock;
  }

  void stats(Context ctx) {
    Engine present = engine.get();
    List<Answer.Elsewhere> others = present.queries().others();
    List<JsonNode> answers =
        fanOut.ask(
            others,
            Callers.of(ctx),
            LOCAL_STATS,
            () -> json.tree(present.overview().stats()),
            deadline());
    StatsTotals totals = StatsTotals.of(answers, others.size() + 1, present.queries().partitions());
    replies.json(ctx, 200, totals.toJson(clock.getAsLong()));
  }

  /** This server's part, for others. */
  void localStats(Context ctx) {
    replies.json(ctx, 200, engine.get().overview().stats());
  }

  void nodes(Context ctx) {
    Engine present = engine.get();
    List<Answer.Elsewhere> others = present.queries().others();
    List<JsonNode> answers =
        fanOut.ask(
            others,
            Callers.of(ctx),
            LOCAL_NODE,
            () -> json.tree(present.overview().node()),
            deadline());
    replies.json(ctx, 200, nodes(answers, others, present.queries().partitions()));
  }

  /** What this server is, for others. */
  void localNode(Context ctx) {
    replies.json(ctx, 200, engine.get().overview().node());
  }

  /** Those that did not answer are named, too: they are known to the group, and may be gone. */
  private static Map<String, Object> nodes(
      List<JsonNode> answers, List<Answer.Elsewhere> others, int partitions) {
    List<JsonNode> sorted = new ArrayList<>(answers);
    sorted.sort(Comparator.comparing(node -> node.path("address").asText()));
    Set<String> heard = new HashSet<>();
    Set<Integer> processed = new HashSet<>();
    for (JsonNode node : sorted) {
      heard.add(node.path("address").asText());
      Json.elements(node.path("partitions"))
          .forEach(partition -> processed.add(partition.path("partition").asInt()));
    }
    List<String> silent =
        others.stream()
            .map(other -> HostAndPort.of(other.host(), other.port()))
            .filter(address -> !heard.contains(address))
            .sorted()
            .toList();
    List<Integer> missing =
        IntStream.range(0, partitions).filter(p -> !processed.contains(p)).boxed().toList();
    return new Members()
        .put("items", sorted)
        .list("silent", silent)
        .put("incomplete", !silent.isEmpty() || !missing.isEmpty())
        .list("missingPartitions", missing)
        .toMap();
  }

  private static long deadline() {
    return System.nanoTime() + ALL_MAX_NANOS;
  }
}
