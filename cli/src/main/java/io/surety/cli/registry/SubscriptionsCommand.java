package io.surety.cli.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.cli.CliCommand;
import io.surety.cli.CountConverter;
import io.surety.cli.DurationConverter;
import io.surety.cli.ExitCodes;
import io.surety.cli.http.Query;
import io.surety.cli.http.ServerOptions;
import io.surety.cli.print.Column;
import io.surety.cli.print.Json;
import io.surety.cli.print.Output;
import io.surety.cli.print.OutputOptions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code surety subscriptions}. */
@Command(
    name = "subscriptions",
    description = "Lists which consumer groups get which messages, and subscribes them.",
    subcommands = {SubscriptionsCommand.Put.class, SubscriptionsCommand.Remove.class},
    footer = {
      "  surety subscriptions",
      "  surety subscriptions put orders.paid billing --tag-filter 'eu.#'"
    })
public final class SubscriptionsCommand extends CliCommand {
  private static final String ROUTE = "subscriptions";
  private static final String ID = "/group";

  private static final List<Column> COLUMNS =
      List.of(
          Column.of("DESTINATION", "/destination"),
          Column.of("GROUP", ID),
          Column.of("TAGS", "/tagFilter"),
          Column.age("ACK WITHIN", "/ackTimeoutMs"),
          Column.age("DONE WITHIN", "/processingTimeoutMs"),
          Column.of("ATTEMPTS", "/redelivery/maxAttempts"),
          Column.cut("CALLBACK", "/callback/url"));

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  /** Made by picocli. */
  public SubscriptionsCommand() {}

  @Override
  protected int run() throws InterruptedException {
    writeAll(output.to(out()).list(COLUMNS, ID), connect(server).get(ROUTE).json());
    return ExitCodes.OK;
  }

  private static String path(String topic, String group) {
    return ROUTE + "/" + Query.segment(topic) + "/" + Query.segment(group);
  }

  /** {@code surety subscriptions put}. */
  @Command(
      name = "put",
      description = {
        "Subscribes a consumer group, or subscribes it anew: an option that is left out has its"
            + " default again. What is confirmed from now on is for this group.",
        "Applications that use the SDK subscribe by themselves. What has no option here (steps,"
            + " callbacks) has one in REST."
      },
      footer = {
        "  surety subscriptions put orders.paid billing",
        "  surety subscriptions put orders.paid billing --tag-filter 'eu.#' --max-attempts 3"
      })
  public static final class Put extends CliCommand {
    @Parameters(index = "0", paramLabel = "TOPIC", description = "A registered destination.")
    private String topic = "";

    @Parameters(index = "1", paramLabel = "GROUP", description = "A consumer group.")
    private String group = "";

    @Option(
        names = "--tag-filter",
        paramLabel = "FILTER",
        description = "Which tags it gets, as in 'eu.#'. Default: all.")
    private @Nullable String tagFilter;

    @Option(
        names = "--ack-timeout",
        paramLabel = "TIME",
        converter = DurationConverter.class,
        description = "How long until it has said something, or is sent it again. Default: 30s.")
    private @Nullable Duration ackTimeout;

    @Option(
        names = "--processing-timeout",
        paramLabel = "TIME",
        converter = DurationConverter.class,
        description = "How long from 'received' to 'consumed'. Default: 5m.")
    private @Nullable Duration processingTimeout;

    @Option(
        names = "--max-attempts",
        paramLabel = "N",
        converter = CountConverter.class,
        description = "After how many attempts it is given up. Default: 8.")
    private @Nullable Integer maxAttempts;

    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private ServerOptions server = new ServerOptions();

    /** Made by picocli. */
    public Put() {}

    @Override
    protected int run() throws InterruptedException {
      JsonNode registered = connect(server).put(path(topic, group), body()).json();
      Output to = output.to(out());
      to.one(registered, ID, shown -> to.table(COLUMNS, List.of(shown)));
      return ExitCodes.OK;
    }

    private ObjectNode body() {
      ObjectNode body = Json.object();
      if (tagFilter != null) {
        body.put("tagFilter", tagFilter);
      }
      if (ackTimeout != null) {
        body.put("ackTimeoutMs", ackTimeout.toMillis());
      }
      if (processingTimeout != null) {
        body.put("processingTimeoutMs", processingTimeout.toMillis());
      }
      if (maxAttempts != null) {
        body.putObject("redelivery").put("maxAttempts", maxAttempts);
      }
      return body;
    }
  }

  /** {@code surety subscriptions remove}. */
  @Command(
      name = "remove",
      description =
          "Ends a subscription: the group gets nothing new, and what it has not consumed is no"
              + " longer waited for.",
      footer = "  surety subscriptions remove orders.paid billing")
  public static final class Remove extends CliCommand {
    @Parameters(index = "0", paramLabel = "TOPIC", description = "The destination.")
    private String topic = "";

    @Parameters(index = "1", paramLabel = "GROUP", description = "The consumer group.")
    private String group = "";

    @Mixin private ServerOptions server = new ServerOptions();

    /** Made by picocli. */
    public Remove() {}

    @Override
    protected int run() throws InterruptedException {
      connect(server).delete(path(topic, group));
      say("Removed: " + group + " at " + topic);
      return ExitCodes.OK;
    }
  }
}
