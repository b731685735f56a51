package io.surety.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.cli.CliCommand;
import io.surety.cli.ExitCodes;
import io.surety.cli.http.Api;
import io.surety.cli.http.ServerOptions;
import io.surety.cli.print.Cells;
import io.surety.cli.print.Column;
import io.surety.cli.print.Json;
import io.surety.cli.print.Listing;
import io.surety.cli.print.OutputOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code surety groups}. */
@Command(
    name = "groups",
    description = "Lists consumer groups: what they subscribe to, and what they have not consumed.",
    footer = {"  surety groups", "  surety groups -o jsonl | jq 'select(.open > 0)'"})
public final class GroupsCommand extends CliCommand {
  private static final List<Column> COLUMNS =
      List.of(
          Column.of("GROUP", "/group"),
          Column.text("SUBSCRIBES TO", GroupsCommand::subscriptions),
          count("DISPATCHED"),
          count("RECEIVED"),
          count("WAITING"),
          count("DEAD"),
          new Column("OLDEST", GroupsCommand::oldest));

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  /** Made by picocli. */
  public GroupsCommand() {}

  @Override
  protected int run() throws InterruptedException {
    Api api = connect(server);
    Map<String, ObjectNode> groups = new TreeMap<>();
    for (JsonNode subscription : api.get("subscriptions").json().path("items")) {
      group(groups, subscription.path("group").asText())
          .withArray("/subscriptions")
          .addObject()
          .put("destination", subscription.path("destination").asText())
          .put("tagFilter", subscription.path("tagFilter").asText());
    }
    JsonNode stats = api.get("stats").json();
    for (JsonNode counted : stats.path("groups")) {
      ObjectNode group = group(groups, counted.path("group").asText());
      group.set("byStatus", counted.path("byStatus"));
      long open = 0;
      for (JsonNode status : counted.path("byStatus")) {
        open += status.path("count").asLong();
      }
      group.put("open", open);
    }
    boolean isIncomplete = stats.path("incomplete").asBoolean();
    Listing listing = output.to(out()).list(COLUMNS, "/group");
    listing.page(new ArrayList<>(groups.values()));
    listing.end(Json.object().put("incomplete", isIncomplete));
    sayIfNone(listing);
    if (isIncomplete) {
      say("Incomplete: a server did not answer, or partitions are moving; there may be more.");
    }
    return isIncomplete ? ExitCodes.INCOMPLETE : ExitCodes.OK;
  }

  private static ObjectNode group(Map<String, ObjectNode> groups, String name) {
    return groups.computeIfAbsent(
        name,
        key -> {
          ObjectNode group = Json.object().put("group", key);
          group.putArray("subscriptions");
          group.putArray("byStatus");
          return group.put("open", 0);
        });
  }

  private static String subscriptions(JsonNode group) {
    List<String> names = new ArrayList<>();
    for (JsonNode subscription : group.path("subscriptions")) {
      String filter = subscription.path("tagFilter").asText();
      names.add(
          subscription.path("destination").asText() + (filter.equals("#") ? "" : " " + filter));
    }
    return names.isEmpty() ? "-" : String.join(", ", names);
  }

  private static Column count(String status) {
    return new Column(status, group -> String.valueOf(status(group, status, "count")));
  }

  private static long status(JsonNode group, String name, String member) {
    for (JsonNode status : group.path("byStatus")) {
      if (status.path("status").asText().equals(name)) {
        return status.path(member).asLong();
      }
    }
    return 0;
  }

  private static String oldest(JsonNode group) {
    long oldest = 0;
    for (JsonNode status : group.path("byStatus")) {
      oldest = Math.max(oldest, status.path("oldestAgeMs").asLong());
    }
    return oldest == 0 ? "-" : Cells.duration(Duration.ofMillis(oldest));
  }
}
