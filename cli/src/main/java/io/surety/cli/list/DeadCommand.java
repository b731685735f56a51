package io.surety.cli.list;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.cli.CliCommand;
import io.surety.cli.ExitCodes;
import io.surety.cli.http.Api;
import io.surety.cli.http.Query;
import io.surety.cli.http.ServerOptions;
import io.surety.cli.print.Json;
import io.surety.cli.print.Listing;
import io.surety.cli.print.OutputOptions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code surety dead}. */
@Command(
    name = "dead",
    description =
        "Shows what was given up, counted by its cause; with a condition or --items, one by one.",
    footer = {
      "  surety dead",
      "  surety dead --fingerprint 448f5a6effc339f0",
      "  surety redrive --fingerprint 448f5a6effc339f0 --dry-run"
    })
public final class DeadCommand extends CliCommand {
  @Option(names = "--items", description = "One by one, without a condition.")
  private boolean isItems;

  @Mixin private Conditions conditions = new Conditions();
  @Mixin private PageOptions pages = new PageOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  /** Made by picocli. */
  public DeadCommand() {}

  @Override
  protected int run() throws InterruptedException {
    Api api = connect(server);
    Query query = conditions.query();
    if (isItems || !query.isEmpty()) {
      Listing items = output.to(out()).list(Messages.DEAD_LETTERS, "/messageId");
      return new Pages(api, this::say).write("dead-letters", query, pages, items);
    }
    return causes(api);
  }

  private int causes(Api api) throws InterruptedException {
    JsonNode groups = api.get("dead-letter-groups").json();
    List<JsonNode> items = new ArrayList<>();
    groups.path("items").forEach(items::add);
    boolean isIncomplete = groups.path("incomplete").asBoolean();
    Listing listing = output.to(out()).list(Messages.CAUSES, "/fingerprint");
    listing.page(items);
    listing.end(Json.object().put("incomplete", isIncomplete));
    if (isIncomplete) {
      say("Incomplete: a server did not answer, or there are too many to count.");
    } else {
      sayIfNone(listing);
    }
    return isIncomplete ? ExitCodes.INCOMPLETE : ExitCodes.OK;
  }
}
