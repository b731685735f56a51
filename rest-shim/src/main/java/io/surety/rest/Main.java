package io.surety.rest;

import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The program {@code surety}. Its subcommands are the {@link SuretyCommand}s on the class path.
 *
 * <p>Exit codes: 0 done, 1 failed, 2 called the wrong way.
 */
@Command(
    name = "surety",
    description = "Reliable messages on Kafka.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.VersionLine.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = "%n'surety COMMAND --help' says more about a command.")
public final class Main implements Runnable {

  @Spec private CommandSpec spec;

  Main() {
    spec = CommandSpec.create();
  }

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The program with every command on the class path. */
  static CommandLine commandLine() {
    CommandLine surety = new CommandLine(new Main());
    ServiceLoader.load(SuretyCommand.class).forEach(surety::addSubcommand);
    surety.setCaseInsensitiveEnumValuesAllowed(true);
    surety.setExecutionExceptionHandler(new CommandFailures());
    return surety;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }

  /** For {@code --version}. */
  static final class VersionLine implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"surety " + Version.number()};
    }
  }
}
