package io.surety.cli.message;

import io.surety.cli.http.Query;
import picocli.CommandLine.Command;

/** {@code surety rollback}. */
@Command(
    name = "rollback",
    description = "Rolls prepared messages back: nobody gets them.",
    footer = "  surety rollback order-42 --reason 'card declined'")
public final class RollbackCommand extends DecideCommand {
  /** Made by picocli. */
  public RollbackCommand() {}

  @Override
  protected int run() throws InterruptedException {
    return decide("messages", "rollback", new Query(), WaitOptions.none());
  }
}
