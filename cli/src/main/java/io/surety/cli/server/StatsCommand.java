package io.surety.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.cli.CliCommand;
import io.surety.cli.DurationConverter;
import io.surety.cli.ExitCodes;
import io.surety.cli.Pace;
import io.surety.cli.http.Api;
import io.surety.cli.http.ServerOptions;
import io.surety.cli.print.Format;
import io.surety.cli.print.Output;
import io.surety.cli.print.OutputOptions;
import io.surety.cli.print.Terminal;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code surety stats}. */
@Command(
    name = "stats",
    description = "Shows how many messages wait where, how fast they go, and how long they take.",
    footer = {
      "  surety stats",
      "  surety stats --watch --interval 5s",
      "  surety stats --watch -o jsonl >> stats.jsonl"
    })
public final class StatsCommand extends CliCommand {
  /** Home, and clear to the end: what was there is written over without a flicker. */
  private static final String FROM_THE_TOP = "\u001b[H\u001b[J";

  @Option(names = "--watch", description = "Again and again, until Ctrl-C.")
  private boolean isWatched;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      defaultValue = "2s",
      converter = DurationConverter.class,
      description = "How often. Default: ${DEFAULT-VALUE}.")
  private Duration interval = Duration.ofSeconds(2);

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  /** Made by picocli. */
  public StatsCommand() {}

  @Override
  protected int run() throws InterruptedException {
    Api api = connect(server);
    if (interval.isZero()) {
      throw usage("--interval must be longer than 0");
    }
    Pace pace = Pace.steady(interval, Duration.ZERO);
    int code;
    do {
      code = show(api);
    } while (isWatched && pace.next());
    return code;
  }

  /** No more lines than the screen has: what has run off its top cannot be written over. */
  static String onScreen(String text, int lines) {
    List<String> all = text.lines().toList();
    if (lines <= 1 || all.size() <= lines) {
      return text;
    }
    int left = all.size() - lines + 1;
    return String.join("\n", all.subList(0, lines - 1))
        + "\n… and "
        + left
        + " more lines: make the window taller\n";
  }

  private int show(Api api) throws InterruptedException {
    JsonNode stats = api.get("stats").json();
    Output to = output.to(out());
    if (isWatched && to.format() == Format.TABLE && Terminal.ofProcess().canRedraw()) {
      to.write(FROM_THE_TOP);
    }
    int lines = isWatched ? Terminal.ofProcess().rows() - 1 : 0;
    to.one(stats, "/asOf", shown -> onScreen(StatsView.text(to, shown), lines));
    boolean isIncomplete = stats.path("incomplete").asBoolean();
    if (isIncomplete && !isWatched) {
      say("Incomplete: a server did not answer, or partitions are moving; there is more.");
    }
    return isIncomplete ? ExitCodes.INCOMPLETE : ExitCodes.OK;
  }
}
