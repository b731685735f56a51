package io.surety.rest.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Applications that prepare a message and confirm it, one after the other. */
public final class Settlers {
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI url;
  private final String topic;
  private final int threads;
  private final Duration time;

  public Settlers(URI url, String topic, int threads, Duration time) {
    this.url = url;
    this.topic = topic;
    this.threads = threads;
    this.time = time;
  }

  /** Messages that were settled, a second. */
  public double run() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      Callable<Integer> loop = this::loop;
      int settled = 0;
      for (Future<Integer> one : pool.invokeAll(Collections.nCopies(threads, loop))) {
        settled += one.get();
      }
      return settled / (double) time.toSeconds();
    } finally {
      pool.shutdownNow();
    }
  }

  private int loop() throws Exception {
    int settled = 0;
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      String body =
          "{\"mode\":\"prepare\",\"producer\":\"shop\",\"destination\":\""
              + topic
              + "\",\"payload\":\"x\"}";
      HttpResponse<String> prepared = post("/api/v1/messages", body);
      String location = prepared.headers().firstValue("Location").orElseThrow();
      if (post(location + "/confirm", "").statusCode() == 200) {
        settled++;
      }
    }
    return settled;
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(url.resolve(path))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(60))
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }
}
