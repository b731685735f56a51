package io.surety.cli.message;

import io.surety.cli.http.Query;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code surety confirm}. */
@Command(
    name = "confirm",
    description = "Confirms prepared messages: they are delivered.",
    footer = {
      "  surety confirm order-42 --wait completed --timeout 30s",
      "  surety list --status prepared --producer shop -o id | xargs surety confirm"
    })
public final class ConfirmCommand extends DecideCommand {
  @Mixin private WaitOptions wait = new WaitOptions();

  /** Made by picocli. */
  public ConfirmCommand() {}

  @Override
  protected int run() throws InterruptedException {
    return decide("messages", CONFIRM, new Query(), wait);
  }
}
