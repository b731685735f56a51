package io.surety.cli.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.cli.ExitCodes;
import io.surety.cli.print.Cells;
import io.surety.rest.CommandException;
import java.util.Optional;
import java.util.Set;

/** A server's refusal, as a line for people. */
public final class ProblemException extends CommandException {
  private static final long serialVersionUID = 1L;

  private static final Set<String> WRONGLY_CALLED =
      Set.of("invalid-request", "invalid-json", "cursor-mismatch");

  private final String code;

  private ProblemException(String code, String line, int exitCode) {
    super(line, exitCode, null);
    this.code = code;
  }

  static ProblemException of(int status, JsonNode problem) {
    String code = problem.path("code").asText("");
    return new ProblemException(code, line(status, code, problem), exitCode(code));
  }

  /** As in docs/errors: {@code message-not-found}; empty when another program answered. */
  public String code() {
    return code;
  }

  /** The code, what happened, and what to do: on one line, whatever the server wrote. */
  private static String line(int status, String code, JsonNode problem) {
    StringBuilder line = new StringBuilder();
    line.append(code.isEmpty() ? "HTTP " + status : code).append(": ");
    if (problem.path("errors").isEmpty()) {
      String detail = Words.detail(problem.path("detail").asText(""));
      String title = problem.path("title").asText("");
      line.append(
          !detail.isEmpty()
              ? detail
              : !title.isEmpty() ? title + "." : "it is no answer of a Surety server; check --url");
      closed(problem.path("resolved")).ifPresent(line::append);
      Remedies.of(code).ifPresent(remedy -> line.append(' ').append(remedy));
    } else {
      String separator = "";
      for (JsonNode error : problem.path("errors")) {
        String value = error.path("value").asText();
        line.append(separator)
            .append(Words.field(error.path("pointer").asText()))
            .append(": ")
            .append(error.path("detail").asText())
            .append(value.isEmpty() ? "" : ", was '" + value + "'")
            .append("; ")
            .append(Words.detail(error.path("remedy").asText()));
        separator = " | ";
      }
    }
    return line.toString().replaceAll("[\\p{Cntrl}\\s]+", " ");
  }

  /** Who closed a dead letter first, when and why, as far as it is remembered. */
  private static Optional<String> closed(JsonNode first) {
    if (first.isEmpty()) {
      return Optional.empty();
    }
    String actor = first.path("actor").asText("");
    return Optional.of(
        " It was closed by "
            + (actor.isEmpty() ? "somebody" : actor)
            + " at "
            + Cells.time(first, "/at")
            + ", because: "
            + Cells.text(first, "/reason")
            + ".");
  }

  private static int exitCode(String code) {
    if (WRONGLY_CALLED.contains(code)) {
      return ExitCodes.USAGE;
    }
    return code.endsWith("-not-found")
            || code.equals("destination-not-registered")
            || code.equals("destination-missing")
        ? ExitCodes.NOT_FOUND
        : ExitCodes.FAILURE;
  }
}
