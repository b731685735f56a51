package io.surety.cli.message;

import io.surety.cli.http.Query;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code surety resolve}. */
@Command(
    name = "resolve",
    description = "Closes dead letters that need not be sent again, with a reason.",
    footer = "  surety resolve order-42 --group billing --reason 'paid by hand'")
public final class ResolveCommand extends DecideCommand {
  @Option(
      names = "--group",
      paramLabel = "GROUP",
      description = "Whose dead letter; left out for a message that was given up as a whole.")
  private @Nullable String group;

  /** Made by picocli. */
  public ResolveCommand() {}

  @Override
  protected int run() throws InterruptedException {
    if (!hasReason()) {
      throw usage("--reason is missing: say why it need not be sent again");
    }
    Query query = new Query();
    if (group != null) {
      query.put("group", group);
    }
    return decide("messages", "resolve", query, WaitOptions.none());
  }
}
