package io.surety.acceptance.proof;

import io.surety.client.Surety;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What all services do. Their first arguments are: broker, topic prefix, URL of the database,
 * destination.
 */
final class Services {
  private Services() {}

  static Surety connect(String[] args) {
    return Surety.connect(
        Map.of(
            "bootstrap.servers",
            args[0],
            "surety.topic.prefix",
            args[1],
            "surety.registry.staleness.max.ms",
            500,
            // So soon another one goes on, or the same after a restart, once this is killed.
            "session.timeout.ms",
            2_000,
            "heartbeat.interval.ms",
            500));
  }

  /** What can be waited for. */
  interface Finish {
    void await() throws InterruptedException;
  }

  /** Says that it is ready; answers each line once it has finished; returns when stdin closes. */
  static void serve(Finish finish) throws IOException, InterruptedException {
    System.out.println("READY");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      finish.await();
      System.out.println("OK");
    }
  }
}
