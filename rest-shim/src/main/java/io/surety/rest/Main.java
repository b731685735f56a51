package io.surety.rest;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The program {@code surety}. Its subcommands are the {@link SuretyCommand}s on the class path.
 *
 * <p>Exit codes: 0 done, 1 failed, 2 called the wrong way; commands have more of them, and say so.
 */
@Command(
    name = "surety",
    description = "Reliable messages on Kafka.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.VersionLine.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = "%n'surety COMMAND --help' says more about a command.")
public final class Main implements Callable<Integer> {

  @Spec private CommandSpec spec;

  Main() {
    spec = CommandSpec.create();
  }

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    CommandLine surety =
        commandLine(args.length == 0 ? "" : args[0])
            .setOut(writer(FileDescriptor.out))
            .setErr(writer(FileDescriptor.err));
    System.exit(surety.execute(args));
  }

  /** The program with every command on the class path. */
  public static CommandLine commandLine() {
    return commandLine("");
  }

  /**
   * The program with the command of this name, which starts sooner than with all of them; with all
   * where there is no such command.
   */
  private static CommandLine commandLine(String name) {
    CommandLine surety = new CommandLine(new Main());
    List<Provider<SuretyCommand>> all = ServiceLoader.load(SuretyCommand.class).stream().toList();
    List<Provider<SuretyCommand>> named =
        all.stream().filter(command -> nameOf(command).equals(name)).toList();
    (named.isEmpty() ? all : named).forEach(command -> surety.addSubcommand(command.get()));
    surety.setCaseInsensitiveEnumValuesAllowed(true);
    // An argument that begins with @ may be a payload.
    surety.setExpandAtFiles(false);
    surety.setExecutionExceptionHandler(new CommandFailures());
    surety.setParameterExceptionHandler(new UsageFailures());
    return surety;
  }

  private static String nameOf(Provider<SuretyCommand> command) {
    Command annotation = command.type().getAnnotation(Command.class);
    return annotation == null ? "" : annotation.name();
  }

  /** UTF-8 wherever it runs, as JSON is. */
  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
  }

  /** Without a command: who does not know them is shown them. */
  @Override
  public Integer call() {
    CommandLine surety = spec.commandLine();
    surety.getErr().println("A command is missing.");
    surety.usage(surety.getErr());
    return ExitCode.USAGE;
  }

  /** For {@code --version}. */
  public static final class VersionLine implements IVersionProvider {
    /** Made by picocli. */
    public VersionLine() {}

    @Override
    public String[] getVersion() {
      return new String[] {"surety " + Version.number()};
    }
  }
}
