package io.surety.cli.list;

import io.surety.cli.CliCommand;
import io.surety.cli.http.Query;
import io.surety.cli.http.ServerOptions;
import io.surety.cli.message.DecideCommand;
import io.surety.cli.message.WaitOptions;
import io.surety.cli.print.OutputOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code surety undecided}. */
@Command(
    name = "undecided",
    description = "Lists messages that nobody has decided about, and decides them by hand.",
    subcommands = {
      UndecidedCommand.CheckNow.class,
      UndecidedCommand.Confirm.class,
      UndecidedCommand.Rollback.class
    },
    footer = {
      "  surety undecided --older-than 5m",
      "  surety undecided check-now order-42",
      "  surety undecided rollback order-42 --reason 'the shop is gone' --actor ann"
    })
public final class UndecidedCommand extends CliCommand {
  @Mixin private Conditions conditions = new Conditions();
  @Mixin private PageOptions pages = new PageOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  /** Made by picocli. */
  public UndecidedCommand() {}

  @Override
  protected int run() throws InterruptedException {
    return new Pages(connect(server), this::say)
        .write(
            "undecided", conditions.query(), pages, output.to(out()).list(Messages.COLUMNS, "/id"));
  }

  /** {@code surety undecided check-now}. */
  @Command(
      name = "check-now",
      description = "Asks the producers now.",
      footer = "  surety undecided check-now order-42")
  public static final class CheckNow extends DecideCommand {
    /** Made by picocli. */
    public CheckNow() {}

    @Override
    protected int run() throws InterruptedException {
      return decide("undecided", "check-now", new Query(), new WaitOptions());
    }
  }

  /** Decides in the producer's place, which needs a reason. */
  private abstract static class ByHand extends DecideCommand {
    final int decideByHand(String route) throws InterruptedException {
      if (!hasReason()) {
        throw usage("--reason is missing: say why you decide in the producer's place");
      }
      return decide("undecided", route, new Query(), new WaitOptions());
    }
  }

  /** {@code surety undecided confirm}. */
  @Command(
      name = "confirm",
      description = "Confirms messages in their producer's place.",
      footer = "  surety undecided confirm order-42 --reason 'paid, says the bank'")
  public static final class Confirm extends ByHand {
    /** Made by picocli. */
    public Confirm() {}

    @Override
    protected int run() throws InterruptedException {
      return decideByHand(CONFIRM);
    }
  }

  /** {@code surety undecided rollback}. */
  @Command(
      name = "rollback",
      description = "Rolls messages back in their producer's place.",
      footer = "  surety undecided rollback order-42 --reason 'the shop is gone'")
  public static final class Rollback extends ByHand {
    /** Made by picocli. */
    public Rollback() {}

    @Override
    protected int run() throws InterruptedException {
      return decideByHand("rollback");
    }
  }
}
