package io.surety.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.rest.access.Role;
import io.surety.rest.fuzz.Mutations;
import io.surety.rest.fuzz.RawClient;
import io.surety.rest.fuzz.RawRequest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/**
 * Requests that nobody would send. {@code -Dsurety.fuzz.requests=20000} sends more of them, {@code
 * -Dsurety.fuzz.seed=7} others; the n-th request of a seed is always the same.
 */
class FuzzTest {
  private static final int REQUESTS = Integer.getInteger("surety.fuzz.requests", 500);
  private static final long SEED = Long.getLong("surety.fuzz.seed", 20_261_125L);
  private static final int WORKERS = 4;
  private static final int WRONG_SHOWN = 10;
  private static final long HEAP_GROWTH_MAX = 128L << 20;

  /** Answers that mean "not now", and come with a time to ask again. */
  private static final Set<String> NOT_NOW = Set.of("behind", "busy");

  private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

  @Test
  void answersWhateverComes() throws Exception {
    KeyFile keys = new KeyFile();
    String admin = keys.add("admin", Role.ADMIN);
    Installation installation =
        new Installation()
            .with("surety.rest.auth.keys.file", keys.path().toString())
            .with("surety.rest.peer.secret", "0123456789abcdef0123456789abcdef")
            .with("surety.rest.requests.per.second", "0")
            .with("surety.rest.body.max.bytes", "65536")
            .with("surety.rest.wait.max.ms", "1000");
    try (SuretyServer server = installation.start()) {
      long before = usedAfterGc();

      sendAll(server.url(), Map.of("Authorization", "Bearer " + admin));

      long grown = usedAfterGc() - before;
      Map<String, Long> byStatus = new TreeMap<>();
      counts.forEach((status, count) -> byStatus.put(status, count.sum()));
      System.out.println(
          "fuzz: seed " + SEED + ", " + byStatus + ", heap grew by " + (grown >> 20) + " MiB");
      assertThat(wrong.stream().limit(WRONG_SHOWN)).as(wrong.size() + " wrong answers").isEmpty();
      assertThat(grown).as("heap in use after, less before").isLessThan(HEAP_GROWTH_MAX);
      assertThat(counts.get("200").sum() + counts.get("400").sum()).isPositive();
      assertStillWorks(installation, new Rest(server, admin));
    }
  }

  private void sendAll(URI url, Map<String, String> headers) throws Exception {
    AtomicInteger next = new AtomicInteger();
    ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        all.add(workers.submit(() -> work(url, headers, next)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      workers.shutdownNow();
    }
  }

  private Void work(URI url, Map<String, String> headers, AtomicInteger next) throws IOException {
    try (RawClient client = new RawClient(url.getHost(), url.getPort())) {
      for (int n = next.getAndIncrement(); n < REQUESTS; n = next.getAndIncrement()) {
        RawRequest request = new Mutations(SEED * 1_000_003L + n).next(headers);
        try {
          look(n, request, client.send(request));
        } catch (IOException | AssertionError | RuntimeException e) {
          wrong.add("request " + n + ": " + e + "\n" + request);
        }
      }
    }
    return null;
  }

  private void look(int n, RawRequest request, RawClient.Response response) {
    counts.computeIfAbsent("" + response.status(), status -> new LongAdder()).increment();
    String body = response.body();
    boolean isNotNow =
        response.status() == 503
            && !response.header("Retry-After").isEmpty()
            && NOT_NOW.stream().anyMatch(code -> body.contains("\"code\":\"" + code + "\""));
    // 505 is what a wrong version of HTTP is answered, and is about the request.
    boolean isFault = response.status() >= 500 && response.status() != 505 && !isNotNow;
    boolean tellsInsides =
        body.contains("\tat ") || body.contains("Exception") || body.contains("org.eclipse");
    if (isFault || tellsInsides) {
      wrong.add("request " + n + " got " + response.status() + " " + body + "\n" + request);
    }
    if (!request.method().equals("HEAD")) {
      OpenApi.FILE.check(
          request.method(),
          request.path(),
          response.status(),
          response.header("Content-Type"),
          body);
    }
  }

  private static void assertStillWorks(Installation installation, Rest rest) {
    String topic = installation.topic("after");
    rest.put("destinations/" + topic, "").is(200);
    String id = rest.message("prepare", topic);
    rest.post("messages/" + id + "/rollback").is(200);
    assertThat(rest.get("messages/" + id).is(200).text("/status")).isEqualTo("ROLLED_BACK");
  }

  private static long usedAfterGc() {
    ManagementFactory.getMemoryMXBean().gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
