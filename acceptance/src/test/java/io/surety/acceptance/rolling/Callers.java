package io.surety.acceptance.rolling;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.client.Message;
import io.surety.client.Publisher;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Those who use the servers meanwhile: publishers with the SDK, and callers of REST who ask any of
 * the servers that listen, as behind a load balancer. Whatever an error could be is written down.
 */
final class Callers implements AutoCloseable {
  /** Longer than any request may wait. */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final List<URI> servers = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Map<String, LongAdder> answers = new ConcurrentSkipListMap<>();
  private final AtomicInteger sequence = new AtomicInteger();
  private final Set<String> confirmed = ConcurrentHashMap.newKeySet();
  private final String destination;
  private final Publisher publisher;
  private volatile boolean isOver;

  /** What must not happen. */
  final Queue<String> errors = new ConcurrentLinkedQueue<>();

  Callers(String destination, Publisher publisher) {
    this.destination = destination;
    this.publisher = publisher;
  }

  void add(URI server) {
    servers.add(server);
  }

  void remove(URI server) {
    servers.remove(server);
  }

  /**
   * Begins.
   *
   * @param perSecond messages that the SDK sends; REST's callers send one after the other
   */
  void start(int perSecond, int rest) {
    long pause = Duration.ofSeconds(1).toNanos() / perSecond;
    run("sdk", pause, random -> publish());
    for (int i = 0; i < rest; i++) {
      run("rest-" + i, Duration.ofMillis(20).toNanos(), this::rest);
    }
  }

  /** Messages whose confirm was acknowledged. */
  Set<String> confirmed() {
    return confirmed;
  }

  Map<String, Long> answers() {
    Map<String, Long> counts = new TreeMap<>();
    answers.forEach((what, count) -> counts.put(what, count.sum()));
    return counts;
  }

  private interface Turn {
    void take(Random random) throws IOException, InterruptedException;
  }

  private void run(String name, long pauseNanos, Turn turn) {
    Thread thread =
        new Thread(
            () -> {
              Random random = new Random(name.hashCode());
              while (!isOver) {
                try {
                  turn.take(random);
                } catch (InterruptedException e) {
                  return;
                } catch (IOException | RuntimeException e) {
                  errors.add(name + ": " + e);
                }
                LockSupport.parkNanos(pauseNanos);
              }
            },
            name);
    threads.add(thread);
    thread.start();
  }

  private void publish() {
    String id = "sdk-" + sequence.incrementAndGet();
    publisher
        .prepareAsync(Message.to(destination).id(id).key(id).payload("x").build())
        .thenCompose(publisher::confirmAsync)
        .whenComplete(
            (done, failure) -> {
              count(failure == null ? "sdk ok" : "sdk failed");
              if (failure == null) {
                confirmed.add(id);
              } else {
                errors.add("sdk " + id + ": " + failure);
              }
            });
  }

  /** A message, each step until it is acknowledged, and a look at it. */
  private void rest(Random random) throws IOException, InterruptedException {
    String id = "rest-" + sequence.incrementAndGet();
    String body =
        "{\"mode\":\"prepare\",\"producer\":\"web\",\"destination\":\""
            + destination
            + "\",\"payload\":\"x\",\"id\":\""
            + id
            + "\"}";
    until2xx(random, "POST", "messages", body);
    until2xx(random, "POST", "messages/" + id + "/confirm", "");
    confirmed.add(id);
    JSON.readTree(until2xx(random, "GET", "messages/" + id, "").body());
  }

  private HttpResponse<String> until2xx(Random random, String method, String path, String body)
      throws IOException, InterruptedException {
    while (true) {
      URI server = servers.get(random.nextInt(servers.size()));
      try {
        HttpResponse<String> answer = send(server, method, path, body);
        count(method + " " + answer.statusCode());
        if (answer.statusCode() / 100 == 2) {
          return answer;
        }
        if (answer.statusCode() != 503 || answer.headers().firstValue("Retry-After").isEmpty()) {
          throw new IOException(method + " " + path + ": " + answer.statusCode() + answer.body());
        }
      } catch (ConnectException e) {
        // Nobody listens there now: what a load balancer sees, and not a request that was lost.
        count("not listening");
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private HttpResponse<String> send(URI server, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve("/api/v1/" + path))
            .timeout(ANSWER_MAX)
            .method(method, BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private void count(String what) {
    answers.computeIfAbsent(what, name -> new LongAdder()).increment();
  }

  /** Lets everybody finish what they are at. */
  void stop() throws InterruptedException {
    isOver = true;
    for (Thread thread : threads) {
      thread.join(2 * ANSWER_MAX.toMillis());
      if (thread.isAlive()) {
        errors.add(thread.getName() + " hangs");
      }
    }
  }

  @Override
  public void close() {
    isOver = true;
    threads.forEach(Thread::interrupt);
  }
}
