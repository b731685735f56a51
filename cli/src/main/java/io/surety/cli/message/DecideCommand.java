package io.surety.cli.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.cli.CliCommand;
import io.surety.cli.ExitCodes;
import io.surety.cli.http.Answer;
import io.surety.cli.http.Api;
import io.surety.cli.http.ProblemException;
import io.surety.cli.http.Query;
import io.surety.cli.http.ServerOptions;
import io.surety.cli.print.Cells;
import io.surety.cli.print.Column;
import io.surety.cli.print.Json;
import io.surety.cli.print.Listing;
import io.surety.cli.print.OutputOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Decides about messages, one after the other; one that cannot be done does not stop the others.
 */
public abstract class DecideCommand extends CliCommand {
  /** The decision after which a message is to be delivered. */
  protected static final String CONFIRM = "confirm";

  private static final List<Column> COLUMNS =
      List.of(
          Column.of("ID", "/id"),
          Column.of("STATUS", "/status"),
          Column.text("DELIVERIES", DecideCommand::deliveries),
          Column.of("DESTINATION", "/content/destination"));

  @Parameters(arity = "1..*", paramLabel = "ID", description = "Of the messages.")
  private List<String> ids = new ArrayList<>();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept with the decision.")
  private @Nullable String reason;

  @Option(
      names = "--actor",
      paramLabel = "NAME",
      description = "For whom, where the server does not know better.")
  private @Nullable String actor;

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  /**
   * Does this to each of them.
   *
   * @param route of a message: {@code confirm}
   */
  protected final int decide(String routes, String route, Query query, WaitOptions wait)
      throws InterruptedException {
    Api api = connect(server);
    Listing listing = output.to(out()).list(COLUMNS, "/id");
    int code = ExitCodes.OK;
    List<JsonNode> done = new ArrayList<>();
    for (String id : ids) {
      try {
        Answer answer = api.post(routes + "/" + Query.segment(id) + "/" + route + query, body());
        Outcome outcome =
            wait.isAsked()
                ? new Waiting(api, wait, this::say).until(id)
                : route.equals(CONFIRM)
                    ? Outcome.ofDelivery(answer, this::say)
                    : Outcome.of(answer, this::say);
        code = ExitCodes.both(code, outcome.code());
        done.add(outcome.message().has("id") ? outcome.message() : Ids.only(id));
      } catch (ProblemException e) {
        say(id + ": " + e.getMessage());
        code = ExitCodes.both(code, e.exitCode());
      }
    }
    listing.page(done);
    listing.end();
    return code;
  }

  /** True if a reason was given. */
  protected final boolean hasReason() {
    return reason != null && !reason.isBlank();
  }

  private ObjectNode body() {
    ObjectNode body = Json.object();
    if (reason != null) {
      body.put("reason", reason);
    }
    if (actor != null) {
      body.put("actor", actor);
    }
    return body;
  }

  private static String deliveries(JsonNode message) {
    List<String> deliveries = new ArrayList<>();
    for (JsonNode delivery : message.path("deliveries")) {
      deliveries.add(Cells.text(delivery, "/group") + " " + Cells.text(delivery, "/status"));
    }
    return deliveries.isEmpty() ? "-" : String.join(", ", deliveries);
  }
}
