package io.surety.cli.list;

import io.surety.cli.CliCommand;
import io.surety.cli.http.Query;
import io.surety.cli.http.ServerOptions;
import io.surety.cli.print.OutputOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code surety list}. */
@Command(
    name = "list",
    description =
        "Lists messages that have not finished, by id, which for ids made by Surety is by time.",
    footer = {
      "  surety list --status prepared,unresolved --older-than 1m",
      "  surety list --group billing --delivery-status waiting --newest-first --limit 20",
      "  surety list --all -o jsonl | jq -r .content.key | sort | uniq -c"
    })
public final class ListCommand extends CliCommand {
  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description =
          "One or several, split by commas: early, prepared, unresolved, scheduled, delivering,"
              + " dead-lettered.")
  private @Nullable String status;

  @Option(
      names = "--delivery-status",
      paramLabel = "STATUS",
      description =
          "With a delivery that is dispatched, received, waiting, consumed, dead or"
              + " unsubscribed.")
  private @Nullable String deliveryStatus;

  @Mixin private Conditions conditions = new Conditions();

  @Option(names = "--newest-first", description = "The last id first.")
  private boolean isNewestFirst;

  @Mixin private PageOptions pages = new PageOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  /** Made by picocli. */
  public ListCommand() {}

  @Override
  protected int run() throws InterruptedException {
    Query query = conditions.query();
    if (status != null) {
      query.put("status", status);
    }
    if (deliveryStatus != null) {
      query.put("deliveryStatus", deliveryStatus);
    }
    if (isNewestFirst) {
      query.put("order", "desc");
    }
    return new Pages(connect(server), this::say)
        .write("messages", query, pages, output.to(out()).list(Messages.COLUMNS, "/id"));
  }
}
