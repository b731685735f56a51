package io.surety.rest;

import io.surety.topology.config.InvalidConfigException;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * What becomes of an exception: a sentence on stderr and an exit code, 2 for a configuration that
 * cannot be used and 1 for everything else. Only what nobody expected is logged with its stack
 * trace.
 */
public final class CommandFailures implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (e instanceof InvalidConfigException) {
      err.println(e.getMessage());
      return ExitCode.USAGE;
    }
    if (e instanceof CommandException expected) {
      err.println(e.getMessage());
      return expected.exitCode();
    }
    Log.OF_FAILURES.error("surety {} failed", command.getCommandName(), e);
    err.println("surety " + command.getCommandName() + " failed: " + e);
    return ExitCode.SOFTWARE;
  }

  /** Apart, since most commands log nothing, and a log takes half a second to make. */
  private static final class Log {
    static final Logger OF_FAILURES = LoggerFactory.getLogger(CommandFailures.class);
  }
}
