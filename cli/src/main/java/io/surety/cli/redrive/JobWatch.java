package io.surety.cli.redrive;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.cli.DetachNotice;
import io.surety.cli.Pace;
import io.surety.cli.http.Api;
import io.surety.cli.print.Output;
import io.surety.cli.print.Progress;
import io.surety.cli.print.Terminal;
import java.io.PrintWriter;
import java.time.Duration;

/** Follows a job until it rests. Ctrl-C ends the watching, never the job. */
final class JobWatch {
  private final Api api;
  private final Output output;
  private final PrintWriter err;

  JobWatch(Api api, Output output, PrintWriter err) {
    this.api = api;
    this.output = output;
    this.err = err;
  }

  int follow(String id) throws InterruptedException {
    Progress progress = new Progress(err, Terminal.ofProcess());
    JsonNode job;
    try (DetachNotice notice =
        DetachNotice.onInterrupt(
            err,
            "Detached; the job goes on. Look again with: surety redrives "
                + id
                + " --watch, or end it with: surety redrives "
                + id
                + " --cancel")) {
      Pace pace = Pace.steady(Duration.ofMillis(500), Duration.ZERO);
      do {
        job = api.get(Jobs.path(id)).json();
        progress.show(progress.bar(Jobs.done(job), job.path("items").asLong()) + Jobs.line(job));
      } while (!isAtRest(job) && pace.next());
    }
    progress.end();
    output.one(job, "/id", shown -> Jobs.facts(output, shown));
    return Jobs.codeOf(job);
  }

  /** Of what a job that has stopped sent before, the last may still be on its way. */
  private static boolean isAtRest(JsonNode job) {
    return Jobs.AT_REST.contains(job.path("state").asText())
        && job.path("counts").path("sent").asLong() == 0;
  }
}
