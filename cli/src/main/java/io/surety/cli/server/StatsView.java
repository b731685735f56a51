package io.surety.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.cli.print.Cells;
import io.surety.cli.print.Column;
import io.surety.cli.print.Json;
import io.surety.cli.print.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts as people see them. */
final class StatsView {
  private static final List<Column> FACTS =
      List.of(
          Column.time("as of", "/asOf"),
          new Column("incomplete", stats -> stats.path("incomplete").asBoolean() ? "yes" : "-"),
          Column.of("live", "/messages/live"),
          Column.of("undecided", "/messages/undecided"),
          new Column("unreadable", stats -> unlessZero(stats, "/messages/unreadable")),
          new Column("unaccounted", stats -> unlessZero(stats, "/messages/unaccounted")));

  private static final List<Column> STATUSES =
      List.of(
          Column.of("STATUS", "/status"),
          Column.of("COUNT", "/count"),
          Column.age("OLDEST", "/oldestAgeMs"));

  private static final List<Column> GROUPS =
      List.of(
          Column.of("GROUP", "/group"),
          Column.of("STATUS", "/status"),
          Column.of("COUNT", "/count"),
          Column.age("OLDEST", "/oldestAgeMs"));

  private static final int RATES_A_LINE = 4;

  private static final List<Column> LATENCIES =
      List.of(
          Column.of("TIME", "/name"),
          Column.of("COUNT", "/count"),
          Column.age("P50", "/p50"),
          Column.age("P95", "/p95"),
          Column.age("P99", "/p99"));

  private StatsView() {}

  static String text(Output output, JsonNode stats) {
    List<JsonNode> statuses = new ArrayList<>();
    for (JsonNode status : stats.at("/messages/byStatus")) {
      if (status.path("count").asLong() > 0) {
        statuses.add(status);
      }
    }
    return output.facts(stats, FACTS)
        + part(output.table(STATUSES, statuses))
        + part(output.table(GROUPS, groups(stats)))
        + part(rates(stats))
        + part(output.table(LATENCIES, latencies(stats)));
  }

  private static String part(String table) {
    return table.isEmpty() ? "" : "\n" + table;
  }

  private static List<JsonNode> groups(JsonNode stats) {
    List<JsonNode> rows = new ArrayList<>();
    for (JsonNode group : stats.path("groups")) {
      for (JsonNode status : group.path("byStatus")) {
        if (status.path("count").asLong() > 0) {
          rows.add(
              Json.object()
                  .put("group", group.path("group").asText())
                  .put("status", status.path("status").asText())
                  .put("count", status.path("count").asLong())
                  .set("oldestAgeMs", status.path("oldestAgeMs")));
        }
      }
    }
    return rows;
  }

  /** Several a line: all of it is to fit on a screen. */
  private static String rates(JsonNode stats) {
    StringBuilder text = new StringBuilder();
    int number = 0;
    for (Map.Entry<String, JsonNode> rate : stats.at("/recent/perSecond").properties()) {
      text.append(number == 0 ? "a second  " : number % RATES_A_LINE == 0 ? "\n          " : ", ")
          .append(
              String.format(
                  Locale.ROOT, "%s %.1f", words(rate.getKey()), rate.getValue().asDouble()));
      number++;
    }
    return number == 0 ? "" : text.append('\n').toString();
  }

  /** {@code rolled back} of {@code rolledBack}. */
  private static String words(String member) {
    return member.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  private static List<JsonNode> latencies(JsonNode stats) {
    List<JsonNode> rows = new ArrayList<>();
    stats
        .at("/recent/latencyMs")
        .fields()
        .forEachRemaining(
            latency -> {
              if (latency.getValue().path("count").asLong() > 0) {
                rows.add(
                    Json.object()
                        .put("name", words(latency.getKey()))
                        .setAll(
                            (com.fasterxml.jackson.databind.node.ObjectNode) latency.getValue()));
              }
            });
    return rows;
  }

  private static String unlessZero(JsonNode stats, String pointer) {
    return stats.at(pointer).asLong() == 0 ? "-" : Cells.text(stats, pointer);
  }
}
