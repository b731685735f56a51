package io.surety.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.rest.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** What a command said and ended with. */
record Run(int code, String out, String err) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** In this JVM, as it is called without a terminal. */
  static Run surety(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine surety =
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = surety.execute(args);
    return new Run(code, out.toString(), err.toString());
  }

  /** Checks the code; what was said is in the failure. */
  Run is(int expected) {
    assertThat(code).as(out + err).isEqualTo(expected);
    return this;
  }

  JsonNode json() {
    return read(out);
  }

  List<JsonNode> lines() {
    List<JsonNode> lines = new ArrayList<>();
    out.lines().forEach(line -> lines.add(read(line)));
    return lines;
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }
}
