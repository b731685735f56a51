package io.surety.cli.message;

import picocli.CommandLine.Command;

/** {@code surety prepare}. */
@Command(
    name = "prepare",
    description =
        "Stores a message that is delivered when it is confirmed. As long as nobody decides, its"
            + " producer is asked.",
    footer = {
      "  id=$(surety prepare orders.paid --key order-42 --body @order.json -o id)",
      "  surety confirm \"$id\" --wait consumed"
    })
public final class PrepareCommand extends NewMessageCommand {
  /** Made by picocli. */
  public PrepareCommand() {}

  @Override
  protected int run() throws InterruptedException {
    return handOver(PREPARE, WaitOptions.none());
  }
}
