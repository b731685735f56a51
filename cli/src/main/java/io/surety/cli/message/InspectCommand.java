package io.surety.cli.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.cli.CliCommand;
import io.surety.cli.DurationConverter;
import io.surety.cli.ExitCodes;
import io.surety.cli.Pace;
import io.surety.cli.http.Api;
import io.surety.cli.http.ProblemException;
import io.surety.cli.http.ServerOptions;
import io.surety.cli.print.Format;
import io.surety.cli.print.Ink;
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

  /** How long the end of a message may be on its way to the archive. */
  private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(5);

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
    Output to = output.to(out());
    JsonNode message = api.get(Ids.path(id)).json();
    if (to.format() != Format.ID) {
      JsonNode timeline = timeline(api);
      message = whole(api, message, timeline);
      if (message instanceof ObjectNode object) {
        object.set("timeline", timeline.path("entries"));
      }
      sayWhatIsMissing(timeline);
    }
    to.one(message, "/id", shown -> forPeople(to, shown));
    return ExitCodes.OK;
  }

  /** A server remembers of a finished message only how it ended; the archive has the rest. */
  private JsonNode whole(Api api, JsonNode message, JsonNode timeline) throws InterruptedException {
    boolean isElsewhere =
        message.path("source").asText().equals("settled")
            && timeline.path("source").asText().equals("archive");
    if (!isElsewhere) {
      return message;
    }
    try {
      return api.get("archive/" + Ids.path(id)).json();
    } catch (ProblemException e) {
      say("The archive has more of it: " + e.getMessage());
      return message;
    }
  }

  private void sayWhatIsMissing(JsonNode timeline) {
    if (timeline.path("incomplete").asBoolean()) {
      say("Not all of it: " + timeline.path("detail").asText());
    }
  }

  private static String forPeople(Output output, JsonNode message) {
    List<JsonNode> entries = new ArrayList<>();
    message.path("timeline").forEach(entries::add);
    return MessageView.facts(output, message)
        + (entries.isEmpty() ? "" : "\n" + output.table(MessageView.TIMELINE, entries));
  }

  private JsonNode timeline(Api api) throws InterruptedException {
    return api.get(Ids.path(id) + "/timeline").json();
  }

  /** For people the timeline as it grows; for programs the message whenever it has changed. */
  private int watch(Api api) throws InterruptedException {
    Output to = output.to(out());
    GrowingTimeline rows = new GrowingTimeline(to.list(MessageView.TIMELINE, "/what"));
    Pace pace = Pace.steady(Duration.ofMillis(500), timeout);
    String last = "";
    while (true) {
      JsonNode message = api.get(Ids.path(id)).json();
      boolean isEnd = ENDS.contains(message.path("status").asText());
      if (to.format() == Format.TABLE) {
        rows.show(isEnd ? lastTimeline(api, message) : timeline(api), isEnd);
      } else if (!last.equals(what(message))) {
        last = what(message);
        to.one(message, "/status", Object::toString);
      }
      if (isEnd) {
        say("It is " + MessageView.sentence(message) + ".");
        return ExitCodes.OK;
      }
      if (!pace.next()) {
        say("It is still " + MessageView.sentence(message) + ".");
        return ExitCodes.TIMED_OUT;
      }
    }
  }

  /** With its end a message goes to the archive, and for a moment nobody can tell it all. */
  private JsonNode lastTimeline(Api api, JsonNode message) throws InterruptedException {
    Pace pace = Pace.growing(ARRIVES_WITHIN);
    JsonNode timeline = timeline(api);
    boolean isFollowed = !message.at("/content/mode").asText().equals("DIRECT");
    while (timeline.path("incomplete").asBoolean()
        && isFollowed
        && isUnderWay(api)
        && pace.next()) {
      timeline = timeline(api);
    }
    sayWhatIsMissing(timeline);
    return timeline;
  }

  /** True if there is an archive, which does not have it yet. */
  private boolean isUnderWay(Api api) throws InterruptedException {
    try {
      api.get("archive/" + Ids.path(id));
      return true;
    } catch (ProblemException e) {
      return e.code().equals("message-not-found");
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
