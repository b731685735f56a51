package io.surety.rest.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.javalin.Javalin;
import io.surety.rest.access.Caller;
import io.surety.rest.metrics.PeerCounts;
import io.surety.topology.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Between two HTTP servers: the one that is asked, and the owner. */
class PeersTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int NOT_HANDED_OVER = 299;

  private final List<String> heard = new ArrayList<>();
  private HttpServer owner;
  private Javalin asked;
  private int ownerPort;

  @BeforeEach
  void start() throws IOException {
    owner = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    owner.createContext("/", this::answer);
    owner.start();
    ownerPort = owner.getAddress().getPort();
    Peers peers = new Peers(Duration.ofSeconds(2), PeerLink.OPEN, new PeerCounts());
    asked =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  config.routes.before(
                      ctx -> {
                        Callers.set(ctx, Caller.LOCAL);
                        Answer.Elsewhere there = new Answer.Elsewhere("127.0.0.1", ownerPort);
                        if (!peers.answered(ctx, there, ctx.bodyAsBytes())) {
                          ctx.status(NOT_HANDED_OVER);
                        }
                        ctx.skipRemainingHandlers();
                      });
                })
            .start("127.0.0.1", 0);
  }

  @AfterEach
  void stop() {
    asked.stop();
    owner.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    heard.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst(Peers.HOPS)
            + " "
            + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
    exchange.getResponseHeaders().set("Location", "/there");
    exchange.getResponseHeaders().set("Retry-After", "3");
    exchange.getResponseHeaders().set("Set-Cookie", "no");
    byte[] body = "{\"code\": \"x\"}".getBytes(UTF_8);
    exchange.sendResponseHeaders(409, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void relaysTheRequestAndTheAnswerAsTheyAre() throws Exception {
    HttpResponse<String> answer =
        send(
            request("/api/v1/messages/a~b:c/redrive?group=g%2B1")
                .POST(BodyPublishers.ofString("{}")));

    assertThat(heard).containsExactly("POST /api/v1/messages/a~b:c/redrive?group=g%2B1 1 {}");
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).isEqualTo("{\"code\": \"x\"}");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.headers().firstValue("Location")).contains("/there");
    assertThat(answer.headers().firstValue("Retry-After")).contains("3");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void handsNothingOverTwice() throws Exception {
    HttpResponse<String> answer = send(request("/x").header(Peers.HOPS, "1").GET());

    assertThat(answer.statusCode()).isEqualTo(NOT_HANDED_OVER);
    assertThat(heard).isEmpty();
  }

  @Test
  void goesOnAloneWhenTheOwnerIsGone() throws Exception {
    owner.stop(0);

    assertThat(send(request("/x").GET()).statusCode()).isEqualTo(NOT_HANDED_OVER);
  }

  @Test
  void goesOnAloneWhenTheOwnerDoesNotAnswer() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      ownerPort = silent.getLocalPort();

      assertThat(send(request("/x").GET()).statusCode()).isEqualTo(NOT_HANDED_OVER);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + asked.port() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
