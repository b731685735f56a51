package io.surety.packaging;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Called by the build of {@code distribution}; a failure fails it. */
@Command(
    name = "packaging",
    subcommands = {ArchiveCommand.class, ImageCommand.class})
public final class Main {
  private Main() {}

  /**
   * Runs in Maven's own process, so it must not end it.
   *
   * @throws IllegalStateException if it failed; the reason has been printed
   */
  public static void main(String[] args) {
    CommandLine packaging = new CommandLine(new Main());
    packaging.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          if (failure instanceof PackagingException) {
            command.getErr().println(failure.getMessage());
          } else {
            failure.printStackTrace(command.getErr());
          }
          return CommandLine.ExitCode.SOFTWARE;
        });
    int code = packaging.execute(args);
    if (code != 0) {
      throw new IllegalStateException(
          "packaging failed with " + code + "; the lines above say why");
    }
  }
}
