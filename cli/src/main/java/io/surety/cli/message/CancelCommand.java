package io.surety.cli.message;

import io.surety.cli.http.Query;
import picocli.CommandLine.Command;

/** {@code surety cancel}. */
@Command(
    name = "cancel",
    description = "Withdraws messages before they are dispatched.",
    footer = "  surety cancel order-42 --reason 'ordered twice'")
public final class CancelCommand extends DecideCommand {
  /** Made by picocli. */
  public CancelCommand() {}

  @Override
  protected int run() throws InterruptedException {
    return decide("messages", "cancel", new Query(), WaitOptions.none());
  }
}
