package io.surety.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.schemas.MessageIds;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Writers, readers and listers that ask any of the servers all the time, and hold every answer
 * against what was acknowledged before it was asked for.
 */
final class SteadyCallers implements AutoCloseable {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /**
   * Nothing may take so long: a request waits 5 s for a signal, and 2 s more for another server.
   */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(15);

  private static final List<String> ORDER = List.of("PREPARED", "DELIVERING", "COMPLETED");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final List<URI> servers = new CopyOnWriteArrayList<>();
  private final Set<URI> gone = ConcurrentHashMap.newKeySet();
  private final String destination;
  private final Set<String> parked;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final List<String> ids = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

  /** What was wrong. */
  final Queue<String> wrong = new ConcurrentLinkedQueue<>();

  private volatile boolean isOver;

  /** What was acknowledged about a message: that it has come so far, and where in the log. */
  private record Known(int rank, String position) {}

  /**
   * @param parked messages with key {@code parked} that stay as they are
   */
  SteadyCallers(String destination, Set<String> parked) {
    this.destination = destination;
    this.parked = Set.copyOf(parked);
  }

  void add(URI server) {
    servers.add(server);
  }

  /** It may be cut off from now on. */
  void mayGo(URI server) {
    gone.add(server);
  }

  /** Nobody is there to ask any more. */
  void remove(URI server) {
    servers.remove(server);
  }

  void start(int writers, int readers) {
    for (int i = 0; i < writers; i++) {
      run("writer-" + i, this::write);
    }
    for (int i = 0; i < readers; i++) {
      run("reader-" + i, this::read);
    }
    run("lister", this::list);
  }

  private interface Turn {
    void take(Random random) throws IOException, InterruptedException;
  }

  private void run(String name, Turn turn) {
    Thread thread =
        new Thread(
            () -> {
              Random random = new Random(name.hashCode());
              while (!isOver) {
                try {
                  turn.take(random);
                } catch (IOException e) {
                  wrong.add(name + ": " + e);
                } catch (InterruptedException e) {
                  return;
                } catch (RuntimeException | AssertionError e) {
                  wrong.add(name + ": " + e);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
              }
            },
            name);
    threads.add(thread);
    thread.start();
  }

  /** How often something was answered: {@code get 200}, {@code list incomplete}. */
  long count(String what) {
    return counts.computeIfAbsent(what, w -> new AtomicLong()).get();
  }

  Map<String, AtomicLong> counts() {
    return counts;
  }

  List<String> ids() {
    return List.copyOf(ids);
  }

  /** One message from prepare to consumed, each step until it is acknowledged. */
  private void write(Random random) throws IOException, InterruptedException {
    String id = MessageIds.newId();
    String body =
        "{\"mode\":\"prepare\",\"producer\":\"shop\",\"destination\":\""
            + destination
            + "\",\"payload\":\"x\",\"id\":\""
            + id
            + "\"}";
    if (!settle(random, id, "POST", "messages", body, 0)) {
      return;
    }
    ids.add(id);
    if (settle(random, id, "POST", "messages/" + id + "/confirm", "", 1)) {
      settle(
          random,
          id,
          "PUT",
          "messages/" + id + "/deliveries/g",
          "{\"status\":\"consumed\",\"attempt\":1}",
          2);
    }
  }

  /** Asks one server or the other until the step is acknowledged with a place in the log. */
  private boolean settle(
      Random random, String id, String method, String path, String body, int rank)
      throws IOException, InterruptedException {
    while (!isOver) {
      Optional<HttpResponse<String>> answer = send(random, method, path, body);
      if (answer.isPresent()) {
        int status = answer.get().statusCode();
        Optional<String> position = answer.get().headers().firstValue("Surety-Position");
        if (status == 200 || status == 201 || status == 202) {
          if (position.isEmpty()) {
            wrong.add(method + " " + path + " says no position: " + answer.get().body());
          }
          known.put(id, new Known(rank, position.orElse("")));
          return true;
        }
        if (status != 503) {
          wrong.add(method + " " + path + " got " + status + ": " + answer.get().body());
          return false;
        }
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return false;
  }

  /** What was acknowledged is never unknown, and with its position never older. */
  private void read(Random random) throws IOException, InterruptedException {
    if (ids.isEmpty()) {
      return;
    }
    // Mostly the newest, which have not been anywhere else yet.
    int size = ids.size();
    int back = random.nextInt(4) == 0 ? random.nextInt(size) : random.nextInt(Math.min(size, 8));
    String id = ids.get(size - 1 - back);
    Known before = known.get(id);
    boolean isAtLeast = random.nextBoolean() && before != null && !before.position().isEmpty();
    String path = "messages/" + id + (isAtLeast ? "?atLeast=" + before.position() : "");
    Optional<HttpResponse<String>> answer = send(random, "GET", path, "");
    if (answer.isEmpty() || answer.get().statusCode() == 503) {
      return;
    }
    if (answer.get().statusCode() != 200) {
      wrong.add("GET " + path + " got " + answer.get().statusCode() + ": " + answer.get().body());
      return;
    }
    JsonNode message = JSON.readTree(answer.get().body());
    int rank = ORDER.indexOf(message.path("status").asText());
    boolean isStale = message.path("stale").asBoolean();
    count(isStale ? "get stale" : isAtLeast ? "get atLeast" : "get fresh", 1);
    if (rank < 0 || (isAtLeast && (isStale || rank < before.rank()))) {
      wrong.add("GET " + path + " after " + before + " showed " + answer.get().body());
    }
  }

  /** A list that does not say it is incomplete has every message that is parked. */
  private void list(Random random) throws IOException, InterruptedException {
    Set<String> seen = new HashSet<>();
    boolean isIncomplete = false;
    String cursor = "";
    do {
      Optional<HttpResponse<String>> answer =
          send(random, "GET", "messages?key=parked&limit=20" + cursor, "");
      if (answer.isEmpty() || answer.get().statusCode() == 503) {
        return;
      }
      if (answer.get().statusCode() != 200) {
        wrong.add("list got " + answer.get().statusCode() + ": " + answer.get().body());
        return;
      }
      JsonNode page = JSON.readTree(answer.get().body());
      page.path("items").forEach(item -> seen.add(item.path("id").asText()));
      isIncomplete |= page.path("incomplete").asBoolean();
      cursor = page.has("nextCursor") ? "&cursor=" + page.path("nextCursor").asText() : "";
    } while (!cursor.isEmpty());
    count(isIncomplete ? "list incomplete" : "list whole", 1);
    if (!isIncomplete && !seen.equals(parked)) {
      wrong.add("a list that is whole has " + seen.size() + " of " + parked.size());
    }
  }

  /** Empty if the server is one that may be gone, and does not answer. */
  private Optional<HttpResponse<String>> send(
      Random random, String method, String path, String body)
      throws IOException, InterruptedException {
    URI server = servers.get(random.nextInt(servers.size()));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve("/api/v1/" + path)).timeout(ANSWER_MAX);
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    request.method(method, BodyPublishers.ofString(body));
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      count(method.toLowerCase(java.util.Locale.ROOT) + " " + answer.statusCode(), 1);
      if (answer.statusCode() == 503 && answer.headers().firstValue("Retry-After").isEmpty()) {
        wrong.add(method + " " + path + " got 503 without Retry-After: " + answer.body());
      }
      return Optional.of(answer);
    } catch (IOException e) {
      if (gone.contains(server)) {
        count("cut off", 1);
        return Optional.empty();
      }
      throw new IOException(method + " " + path + " at " + server + ": " + e, e);
    }
  }

  private void count(String what, long more) {
    counts.computeIfAbsent(what, w -> new AtomicLong()).addAndGet(more);
  }

  /** Lets everybody finish what they are at. */
  void stop() throws InterruptedException {
    isOver = true;
    for (Thread thread : threads) {
      thread.join(2 * ANSWER_MAX.toMillis());
      if (thread.isAlive()) {
        wrong.add(thread.getName() + " hangs");
      }
    }
  }

  @Override
  public void close() {
    isOver = true;
    threads.forEach(Thread::interrupt);
  }
}
