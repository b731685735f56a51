package io.surety.cli.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.cli.CliCommand;
import io.surety.cli.DurationConverter;
import io.surety.cli.ExitCodes;
import io.surety.cli.Pace;
import io.surety.cli.http.Api;
import io.surety.cli.http.ServerOptions;
import io.surety.cli.print.Format;
import io.surety.cli.print.Ink;
import io.surety.cli.print.Listing;
import io.surety.cli.print.Output;
import io.surety.cli.print.OutputOptions;
import io.surety.cli.print.ReaderGoneException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code surety inspect}. */
@Command(
    name = "inspect",
    description = "Shows a message, its deliveries and what happened to it.",
    footer = {
      "  surety inspect order-42",
      "  surety inspect order-42 --watch",
      "  surety inspect order-42 --body > payload.bin"
    })
public final class InspectCommand extends CliCommand {
  /** Nothing happens to it any more by itself. */
  private static final Set<String> ENDS =
      Set.of("COMPLETED", "DEAD_LETTERED", "ROLLED_BACK", "CANCELLED", "EXPIRED");

  @Parameters(index = "0", paramLabel = "ID", description = "Of the message.")
  private String id = "";

  @Option(names = "--watch", description = "Follow it until nothing happens any more by itself.")
  private boolean isWatched;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "0s",
      converter = DurationConverter.class,
      description = "How long --watch follows it. Default: until its end.")
  private Duration timeout = Duration.ZERO;

  @Option(names = "--body", description = "Only the payload, as its bytes are.")
  private boolean isBody;

  @Option(names = "--headers", description = "Only the application's headers, as JSON.")
  private boolean isHeaders;

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  /** Made by picocli. */
  public InspectCommand() {}

  @Override
  protected int run() throws InterruptedException {
    Api api = connect(server);
    if (isBody) {
      return body(api);
    }
    if (isHeaders) {
      new Output(Format.JSON, out(), new Ink(false))
          .one(api.get(Ids.path(id) + "/headers").json(), "", Object::toString);
      return ExitCodes.OK;
    }
    return isWatched ? watch(api) : show(api);
  }

  private int show(Api api) throws InterruptedException {
    JsonNode message = api.get(Ids.path(id)).json();
    if (message instanceof ObjectNode object && output.format() != Format.ID) {
      object.set("timeline", timeline(api));
    }
    Output to = output.to(out());
    to.one(message, "/id", shown -> forPeople(to, shown));
    return ExitCodes.OK;
  }

  private static String forPeople(Output output, JsonNode message) {
    List<JsonNode> entries = new ArrayList<>();
    message.path("timeline").forEach(entries::add);
    return MessageView.facts(output, message)
        + (entries.isEmpty() ? "" : "\n" + output.table(MessageView.TIMELINE, entries));
  }

  private JsonNode timeline(Api api) throws InterruptedException {
    return api.get(Ids.path(id) + "/timeline").json().path("entries");
  }

  /** For people the timeline as it grows; for programs the message whenever it has changed. */
  private int watch(Api api) throws InterruptedException {
    Output to = output.to(out());
    Listing timeline = to.list(MessageView.TIMELINE, "/what");
    Pace pace = Pace.steady(Duration.ofMillis(500), timeout);
    int shown = 0;
    String last = "";
    while (true) {
      JsonNode message = api.get(Ids.path(id)).json();
      if (to.format() == Format.TABLE) {
        List<JsonNode> entries = new ArrayList<>();
        timeline(api).forEach(entries::add);
        timeline.page(entries.subList(Math.min(shown, entries.size()), entries.size()));
        shown = entries.size();
      } else if (!last.equals(what(message))) {
        last = what(message);
        to.one(message, "/status", Object::toString);
      }
      if (ENDS.contains(message.path("status").asText())) {
        say("It is " + MessageView.sentence(message) + ".");
        return ExitCodes.OK;
      }
      if (!pace.next()) {
        say("It is still " + MessageView.sentence(message) + ".");
        return ExitCodes.TIMED_OUT;
      }
    }
  }

  /** What makes it another one; when it was looked at does not. */
  private static String what(JsonNode message) {
    ObjectNode copy = message.deepCopy();
    copy.remove("asOf");
    return copy.toString();
  }

  private int body(Api api) throws InterruptedException {
    try (InputStream payload = api.bytes(Ids.path(id) + "/payload");
        FileOutputStream stdout = new FileOutputStream(FileDescriptor.out)) {
      payload.transferTo(stdout);
      return ExitCodes.OK;
    } catch (IOException e) {
      throw new ReaderGoneException();
    }
  }
}
