package io.surety.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three server processes that are asked all the time, while two of them join and while one is
 * killed with {@code kill -9}: no wrong answer, no 500, nothing that hangs.
 *
 * <p>Once by default; {@code -Dsurety.servers.rounds=20} kills and starts one so many times.
 */
class ThreeServersTest {
  private static final int ROUNDS = Integer.getInteger("surety.servers.rounds", 1);
  private static final int PARKED = 30;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path dir;

  private final Installation installation =
      new Installation()
          .with("surety.partitions", "6")
          .with("surety.standby.replicas", "1")
          .with("surety.session.timeout.ms", "6000");
  private final List<ServerProcess> servers = new ArrayList<>();
  private int started;

  @Test
  void neverAnswersWronglyWhileServersJoinAndAreKilled() throws Exception {
    ServerProcess first = start();
    Awaitility.await().atMost(PATIENCE).until(() -> isReady(first.url()));
    String orders = installation.topic("orders");
    call(first, "PUT", "destinations/" + orders, "{}");
    call(first, "PUT", "subscriptions/" + orders + "/g", "{\"ackTimeoutMs\": 600000}");
    Set<String> parked = park(first, orders);
    try (SteadyCallers callers = new SteadyCallers(orders, parked)) {
      callers.add(first.url());
      callers.start(2, 3);
      join(callers);
      join(callers);
      for (int round = 0; round < ROUNDS; round++) {
        killOne(callers, round);
        if (round + 1 < ROUNDS) {
          join(callers);
        }
      }
      callers.stop();

      assertThat(callers.wrong).as(callers.counts() + logs()).isEmpty();
      for (ServerProcess server : servers) {
        for (String id : callers.ids()) {
          assertThat(found(server, id)).as(id).isIn("PREPARED", "DELIVERING", "COMPLETED");
        }
      }
      System.out.println(callers.ids().size() + " messages; " + callers.counts());
    } finally {
      servers.forEach(ServerProcess::close);
    }
  }

  private ServerProcess start() {
    Path own = dir.resolve("server-" + started++);
    ServerProcess server = ServerProcess.start(installation.settings(own.resolve("state")), own);
    servers.add(server);
    return server;
  }

  /** One more, while requests go on: partitions move to it. */
  private void join(SteadyCallers callers) {
    ServerProcess server = start();
    Awaitility.await().atMost(PATIENCE).until(() -> isReady(server.url()));
    callers.add(server.url());
    awaitProgress(callers);
  }

  private void killOne(SteadyCallers callers, int round) throws InterruptedException {
    ServerProcess victim = servers.get(round % servers.size());
    long incomplete = callers.count("list incomplete");
    callers.mayGo(victim.url());
    victim.kill();
    servers.remove(victim);
    // Its partitions are missing in lists until others have them, and that is said.
    Awaitility.await().atMost(PATIENCE).until(() -> callers.count("list incomplete") > incomplete);
    callers.remove(victim.url());
    awaitProgress(callers);
  }

  /** Lists are whole again, everything is written and read, or something was wrong. */
  private static void awaitProgress(SteadyCallers callers) {
    long whole = callers.count("list whole") + 3;
    long read = callers.count("get atLeast") + 50;
    int written = callers.ids().size() + 20;
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                !callers.wrong.isEmpty()
                    || (callers.count("list whole") >= whole
                        && callers.count("get atLeast") >= read
                        && callers.ids().size() >= written));
  }

  private static Set<String> park(ServerProcess server, String destination) throws Exception {
    Set<String> parked = new HashSet<>();
    for (int i = 0; i < PARKED; i++) {
      String body =
          "{\"mode\":\"prepare\",\"producer\":\"quiet\",\"destination\":\""
              + destination
              + "\",\"payload\":\"x\",\"key\":\"parked\",\"checkBackAfterMs\":3600000}";
      parked.add(call(server, "POST", "messages", body).path("id").asText());
    }
    return parked;
  }

  /** What a server says in the end, when it can tell. */
  private static String found(ServerProcess server, String id) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              HttpResponse<String> answer = send(server.url(), "GET", "messages/" + id, "");
              return answer.statusCode() == 503
                  ? ""
                  : new ObjectMapper().readTree(answer.body()).path("status").asText();
            },
            status -> !status.isEmpty());
  }

  private static JsonNode call(ServerProcess server, String method, String path, String body)
      throws Exception {
    HttpResponse<String> answer = send(server.url(), method, path, body);
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    return new ObjectMapper().readTree(answer.body());
  }

  private static HttpResponse<String> send(URI url, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve("/api/v1/" + path))
            .method(method, BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static boolean isReady(URI url) throws IOException, InterruptedException {
    return HTTP.send(
                HttpRequest.newBuilder(url.resolve("/health/ready")).build(),
                BodyHandlers.discarding())
            .statusCode()
        == 200;
  }

  private String logs() {
    StringBuilder logs = new StringBuilder();
    for (ServerProcess server : servers) {
      String log = server.log();
      logs.append('\n').append(log.substring(Math.max(0, log.length() - 2_000)));
    }
    return logs.toString();
  }
}
