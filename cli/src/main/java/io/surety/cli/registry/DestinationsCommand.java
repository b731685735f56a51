package io.surety.cli.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.cli.CliCommand;
import io.surety.cli.ExitCodes;
import io.surety.cli.http.Query;
import io.surety.cli.http.ServerOptions;
import io.surety.cli.print.Column;
import io.surety.cli.print.Json;
import io.surety.cli.print.Output;
import io.surety.cli.print.OutputOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code surety destinations}. */
@Command(
    name = "destinations",
    description = "Lists the topics that messages may be sent to, and registers them.",
    subcommands = {DestinationsCommand.Put.class, DestinationsCommand.Remove.class},
    footer = {"  surety destinations", "  surety destinations put orders.paid"})
public final class DestinationsCommand extends CliCommand {
  private static final String ROUTE = "destinations";
  private static final String ID = "/topic";

  private static final List<Column> COLUMNS =
      List.of(Column.of("TOPIC", ID), Column.of("WITHOUT SUBSCRIBER", "/onNoSubscriber"));

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  /** Made by picocli. */
  public DestinationsCommand() {}

  @Override
  protected int run() throws InterruptedException {
    writeAll(output.to(out()).list(COLUMNS, ID), connect(server).get(ROUTE).json());
    return ExitCodes.OK;
  }

  private static String path(String topic) {
    return ROUTE + "/" + Query.segment(topic);
  }

  /** What becomes of a message that no group subscribes to. */
  enum OnNoSubscriber {
    /** It is given up. */
    DEAD_LETTER("dead-letter"),
    /** It is done. */
    COMPLETE("complete");

    private final String word;

    OnNoSubscriber(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /** {@code surety destinations put}. */
  @Command(
      name = "put",
      description = {
        "Registers a topic, or registers it anew: an option that is left out has its default again.",
        "It does not make the topic; what is confirmed before somebody does waits."
      },
      footer = {
        "  surety destinations put orders.paid",
        "  surety destinations put orders.paid --without-subscriber complete"
      })
  public static final class Put extends CliCommand {
    @Parameters(index = "0", paramLabel = "TOPIC", description = "A topic of Kafka.")
    private String topic = "";

    @Option(
        names = "--without-subscriber",
        paramLabel = "WHAT",
        description =
            "What becomes of a message that no group subscribes to: dead-letter, or complete."
                + " Default: dead-letter.")
    private @Nullable OnNoSubscriber onNoSubscriber;

    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private ServerOptions server = new ServerOptions();

    /** Made by picocli. */
    public Put() {}

    @Override
    protected int run() throws InterruptedException {
      ObjectNode body = Json.object();
      if (onNoSubscriber != null) {
        body.put("onNoSubscriber", onNoSubscriber.toString());
      }
      JsonNode registered = connect(server).put(path(topic), body).json();
      Output to = output.to(out());
      to.one(registered, ID, shown -> to.facts(shown, FACTS));
      String warning = registered.path("warning").asText();
      if (!warning.isEmpty()) {
        say("Warning: " + warning);
      }
      return ExitCodes.OK;
    }

    private static final List<Column> FACTS =
        List.of(Column.of("topic", ID), Column.of("without subscriber", "/onNoSubscriber"));
  }

  /** {@code surety destinations remove}. */
  @Command(
      name = "remove",
      description = "Takes topics back: no message can be sent to them any more.",
      footer = "  surety destinations remove orders.paid")
  public static final class Remove extends CliCommand {
    @Parameters(arity = "1..*", paramLabel = "TOPIC", description = "As it was registered.")
    private List<String> topics = List.of();

    @Mixin private ServerOptions server = new ServerOptions();

    /** Made by picocli. */
    public Remove() {}

    @Override
    protected int run() throws InterruptedException {
      for (String topic : topics) {
        connect(server).delete(path(topic));
        say("Removed: " + topic);
      }
      return ExitCodes.OK;
    }
  }
}
