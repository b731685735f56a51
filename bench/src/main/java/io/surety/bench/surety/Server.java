package io.surety.bench.surety;

import io.surety.bench.lab.LabException;
import io.surety.bench.lab.Program;
import io.surety.bench.lab.Usage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A server in a process of its own. Closing kills it. Thread-safe. */
public final class Server implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Program program;
  private final URI metrics;

  private Server(Program program, URI url) {
    this.program = program;
    this.metrics = url.resolve("/metrics");
  }

  /** The server in a process that was just started, once it says that it is ready. */
  static Server of(Program program) {
    URI url = URI.create(program.awaitLine("REST", PATIENCE));
    program.awaitLine("READY", PATIENCE);
    return new Server(program, url);
  }

  /** What its process uses. */
  public Usage usage() {
    return program.usage();
  }

  /** What it says about itself, now. */
  public Metrics metrics() {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(metrics).timeout(Duration.ofSeconds(30)).build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new LabException(metrics + " answers " + answer.statusCode());
      }
      return Metrics.parse(answer.body());
    } catch (IOException e) {
      throw new LabException(program.name() + " does not answer at " + metrics + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted", e);
    }
  }

  /** SIGKILL: it has no time to hand anything over. */
  public void kill() {
    program.kill();
  }

  @Override
  public void close() {
    program.close();
  }
}
