package io.surety.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.cli.CliCommand;
import io.surety.cli.ExitCodes;
import io.surety.cli.http.ServerOptions;
import io.surety.cli.print.Cells;
import io.surety.cli.print.Column;
import io.surety.cli.print.Json;
import io.surety.cli.print.Listing;
import io.surety.cli.print.OutputOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code surety nodes}. */
@Command(
    name = "nodes",
    description = "Lists the servers that share the work, and how they get on.",
    footer = "  surety nodes")
public final class NodesCommand extends CliCommand {
  private static final List<Column> COLUMNS =
      List.of(
          Column.of("ADDRESS", "/address"),
          Column.of("STATE", "/state"),
          Column.of("READY", "/ready"),
          Column.of("VERSION", "/version"),
          Column.time("STARTED", "/startedAt"),
          new Column("PARTITIONS", NodesCommand::partitions),
          new Column("MESSAGES", node -> String.valueOf(sum(node, "liveMessages"))),
          new Column("BEHIND", node -> worst(node, "ageOfOldestUnprocessedMs")),
          new Column("TIMERS LATE", node -> worst(node, "mostOverdueTimerMs")));

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  /** Made by picocli. */
  public NodesCommand() {}

  @Override
  protected int run() throws InterruptedException {
    JsonNode nodes = connect(server).get("nodes").json();
    List<JsonNode> items = new ArrayList<>();
    nodes.path("items").forEach(items::add);
    for (JsonNode silent : nodes.path("silent")) {
      items.add(Json.object().put("address", silent.asText()).put("state", "SILENT"));
    }
    boolean isIncomplete = nodes.path("incomplete").asBoolean();
    Listing listing = output.to(out()).list(COLUMNS, "/address");
    listing.page(items);
    listing.end(Json.object().put("incomplete", isIncomplete));
    if (isIncomplete) {
      say("Incomplete: a server is silent, or partitions have no owner just now.");
    }
    return isIncomplete ? ExitCodes.INCOMPLETE : ExitCodes.OK;
  }

  private static String partitions(JsonNode node) {
    List<String> numbers = new ArrayList<>();
    node.path("partitions").forEach(one -> numbers.add(one.path("partition").asText()));
    return numbers.isEmpty() ? "-" : String.join(" ", numbers);
  }

  private static long sum(JsonNode node, String member) {
    long sum = 0;
    for (JsonNode partition : node.path("partitions")) {
      sum += partition.path(member).asLong();
    }
    return sum;
  }

  private static String worst(JsonNode node, String member) {
    long worst = 0;
    for (JsonNode partition : node.path("partitions")) {
      worst = Math.max(worst, partition.path(member).asLong());
    }
    return worst == 0 ? "-" : Cells.duration(Duration.ofMillis(worst));
  }
}
