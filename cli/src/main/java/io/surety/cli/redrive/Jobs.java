package io.surety.cli.redrive;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.cli.ExitCodes;
import io.surety.cli.http.Query;
import io.surety.cli.print.Column;
import io.surety.cli.print.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How jobs are shown. */
final class Jobs {
  /** Nothing more is done without somebody's word. */
  static final Set<String> AT_REST =
      Set.of("PAUSED", "STOPPED", "CANCELLED", "COMPLETED", "COMPLETED_WITH_FAILURES");

  static final List<Column> COLUMNS =
      List.of(
          Column.of("JOB", "/id"),
          Column.of("STATE", "/state"),
          new Column("DONE", job -> done(job) + "/" + job.path("items").asLong()),
          Column.of("FAILED", "/counts/failed"),
          Column.text("FILTER", Jobs::filter),
          Column.time("CREATED", "/createdAt"),
          Column.of("BY", "/actor"),
          Column.cut("NAME", "/name"));

  static final List<Column> ITEMS =
      List.of(
          Column.of("MESSAGE", "/messageId"),
          Column.of("GROUP", "/group"),
          Column.of("STATE", "/state"),
          Column.time("AT", "/at"),
          Column.cut("DETAIL", "/detail"));

  private static final List<Column> FACTS =
      List.of(
          Column.of("job", "/id"),
          Column.of("state", "/state"),
          Column.of("name", "/name"),
          new Column("filter", Jobs::filter),
          Column.of("by", "/actor"),
          Column.of("reason", "/reason"),
          Column.of("per second", "/ratePerSecond"),
          Column.of("canary", "/canary"),
          Column.time("created", "/createdAt"),
          Column.of("dead letters", "/items"),
          Column.of("  pending", "/counts/pending"),
          Column.of("  sent", "/counts/sent"),
          Column.of("  succeeded", "/counts/succeeded"),
          Column.of("  failed", "/counts/failed"),
          Column.of("  skipped", "/counts/skipped"));

  private Jobs() {}

  static String path(String job) {
    return "redrives/" + Query.segment(job);
  }

  static String facts(Output output, JsonNode job) {
    return output.facts(job, FACTS);
  }

  /** Dead letters that have come to an end. */
  static long done(JsonNode job) {
    JsonNode counts = job.path("counts");
    return counts.path("succeeded").asLong()
        + counts.path("failed").asLong()
        + counts.path("skipped").asLong();
  }

  /** On one line, with how far it is. */
  static String line(JsonNode job) {
    JsonNode counts = job.path("counts");
    return job.path("state").asText()
        + ": "
        + done(job)
        + " of "
        + job.path("items").asLong()
        + " done ("
        + counts.path("succeeded").asLong()
        + " consumed, "
        + counts.path("failed").asLong()
        + " failed, "
        + counts.path("skipped").asLong()
        + " skipped), "
        + counts.path("sent").asLong()
        + " on their way";
  }

  /** What a command ends with that has followed the job to where it rests. */
  static int codeOf(JsonNode job) {
    return switch (job.path("state").asText()) {
      case "COMPLETED" -> ExitCodes.OK;
      case "COMPLETED_WITH_FAILURES" -> ExitCodes.INCOMPLETE;
      default -> ExitCodes.FAILURE;
    };
  }

  private static String filter(JsonNode job) {
    List<String> conditions = new ArrayList<>();
    job.path("filter")
        .fields()
        .forEachRemaining(
            member -> conditions.add(member.getKey() + "=" + member.getValue().asText()));
    return conditions.isEmpty() ? "all" : String.join(" ", conditions);
  }
}
