package io.surety.bench;

import io.surety.bench.lab.LabException;
import io.surety.rest.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the figures go, and what becomes of trouble; of every command that measures. */
public final class OutputOptions {
  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes every window of every run to this file, as JSON.")
  private @Nullable Path json;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  /** Made by picocli. */
  public OutputOptions() {}

  /** Measures, and says whether all was well. */
  @FunctionalInterface
  public interface Measurement {
    boolean isGood() throws IOException;
  }

  /** Makes the report. */
  @FunctionalInterface
  public interface Report {
    byte[] bytes() throws IOException;
  }

  /** The exit code of a measurement. What is wrong with the arguments is told as such. */
  public int run(Measurement measurement) {
    // New topics and groups are not known everywhere at once; Kafka's clients log each time they
    // ask.
    Configurator.setLevel("org.apache.kafka.clients", Level.OFF);
    try {
      return measurement.isGood() ? 0 : 1;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine(), String.valueOf(e.getMessage()), e);
    } catch (LabException | IOException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
    }
  }

  /** A line on stdout. */
  public void print(String line) {
    commandLine().getOut().println(line);
    commandLine().getOut().flush();
  }

  /** A line on stderr. */
  public void progress(String line) {
    commandLine().getErr().println(line);
    commandLine().getErr().flush();
  }

  /** Writes the report if one was asked for. */
  public void json(Report report) throws IOException {
    if (json != null) {
      Files.write(json, report.bytes());
    }
  }

  private CommandLine commandLine() {
    return Objects.requireNonNull(spec, "made by picocli only").commandLine();
  }
}
