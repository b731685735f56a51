package io.surety.cli.message;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code surety send}. */
@Command(
    name = "send",
    description = "Sends a message: it is stored, and delivered to every group that subscribes.",
    footer = {
      "  surety send orders.paid --key order-42 --body '{\"order\": 42}' --wait completed",
      "  surety send orders.paid --body @order.json --after 10m",
      "  gzip -c orders.xml | surety send orders.batch --body - -o id"
    })
public final class SendCommand extends NewMessageCommand {
  @Option(
      names = "--direct",
      description = "Deliver it once, and do not follow what becomes of it.")
  private boolean isDirect;

  @Mixin private WaitOptions wait = new WaitOptions();

  /** Made by picocli. */
  public SendCommand() {}

  @Override
  protected int run() throws InterruptedException {
    return handOver(isDirect ? "direct" : "send", wait);
  }
}
