package io.surety.cli.print;

import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** The option {@code -o}, to be mixed in. */
public final class OutputOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, json, jsonl (an object a line), or id. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.TABLE;

  /** Made by picocli. */
  public OutputOptions() {}

  /** Data to this writer. */
  public Output to(PrintWriter out) {
    return new Output(format, out, Terminal.ofProcess().ink(), Terminal.ofProcess().columns());
  }

  /** The shape. */
  public Format format() {
    return format;
  }
}
