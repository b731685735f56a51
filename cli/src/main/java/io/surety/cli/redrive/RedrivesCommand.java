package io.surety.cli.redrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.cli.CliCommand;
import io.surety.cli.ExitCodes;
import io.surety.cli.http.Api;
import io.surety.cli.http.Query;
import io.surety.cli.http.ServerOptions;
import io.surety.cli.print.Json;
import io.surety.cli.print.Listing;
import io.surety.cli.print.Output;
import io.surety.cli.print.OutputOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code surety redrives}. */
@Command(
    name = "redrives",
    description =
        "Lists the jobs that send dead letters again; with a job, shows and steers it."
            + " --watch ends with 0 when every dead letter was consumed, 4 when some were given up"
            + " again, 1 when the job was paused, stopped or cancelled.",
    footer = {
      "  surety redrives",
      "  surety redrives 0199f5c2-7d3e-7c1a-b0a4-3f1d5c2e9a78 --watch",
      "  surety redrives 0199f5c2-7d3e-7c1a-b0a4-3f1d5c2e9a78 --items failed"
    })
public final class RedrivesCommand extends CliCommand {
  @Parameters(index = "0", arity = "0..1", paramLabel = "JOB", description = "Of one job.")
  private @Nullable String job;

  @ArgGroup private Deed deed = new Deed();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; with a change of a job.")
  private @Nullable String reason;

  @Option(
      names = "--actor",
      paramLabel = "NAME",
      description = "For whom, where the server does not know better.")
  private @Nullable String actor;

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  /** What to do with the job; one of them. */
  static final class Deed {
    @Option(names = "--watch", description = "Follow it until it rests.")
    private boolean isWatched;

    @Option(
        names = "--items",
        arity = "0..1",
        paramLabel = "STATE",
        fallbackValue = "",
        description =
            "What became of its dead letters; of those that are pending, sent, succeeded, failed"
                + " or skipped.")
    private @Nullable String items;

    @Option(names = "--pause", description = "Send no more for now.")
    private boolean isPaused;

    @Option(names = "--resume", description = "Go on, in spite of the failures so far.")
    private boolean isResumed;

    @Option(names = "--cancel", description = "End it for good.")
    private boolean isCancelled;

    /** Made by picocli. */
    Deed() {}

    private String change() {
      if (isPaused) {
        return "pause";
      }
      return isResumed ? "resume" : isCancelled ? "cancel" : "";
    }
  }

  /** Made by picocli. */
  public RedrivesCommand() {}

  @Override
  protected int run() throws InterruptedException {
    Api api = connect(server);
    Output to = output.to(out());
    String id = job;
    if (id == null) {
      if (deed.isWatched || deed.items != null || !deed.change().isEmpty()) {
        throw usage("say which job; 'surety redrives' lists them");
      }
      writeAll(to.list(Jobs.COLUMNS, "/id"), api.get("redrives").json());
      return ExitCodes.OK;
    }
    if (deed.isWatched) {
      return new JobWatch(api, to, err()).follow(id);
    }
    if (deed.items != null) {
      return items(api, to.list(Jobs.ITEMS, "/messageId"), id, deed.items);
    }
    JsonNode shown =
        deed.change().isEmpty()
            ? api.get(Jobs.path(id)).json()
            : api.post(Jobs.path(id) + "/" + deed.change(), said()).json();
    to.one(shown, "/id", one -> Jobs.facts(to, one));
    return ExitCodes.OK;
  }

  private int items(Api api, Listing listing, String job, String state)
      throws InterruptedException {
    String cursor = "";
    do {
      Query query = new Query().put("limit", 200);
      if (!state.isEmpty()) {
        query.put("state", state);
      }
      if (!cursor.isEmpty()) {
        query.put("cursor", cursor);
      }
      JsonNode page = api.get(Jobs.path(job) + "/items" + query).json();
      List<JsonNode> items = new ArrayList<>();
      page.path("items").forEach(items::add);
      listing.page(items);
      cursor = page.path("nextCursor").asText("");
    } while (!cursor.isEmpty());
    listing.end();
    sayIfNone(listing);
    return ExitCodes.OK;
  }

  private ObjectNode said() {
    ObjectNode said = Json.object();
    if (reason != null) {
      said.put("reason", reason);
    }
    if (actor != null) {
      said.put("actor", actor);
    }
    return said;
  }
}
