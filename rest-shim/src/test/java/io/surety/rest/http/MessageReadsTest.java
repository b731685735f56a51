package io.surety.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.javalin.Javalin;
import io.surety.lifecycle.Content;
import io.surety.lifecycle.Lifecycle;
import io.surety.lifecycle.Limits;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Mode;
import io.surety.lifecycle.Policies;
import io.surety.lifecycle.ProducerPolicy;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Subscription;
import io.surety.rest.Engine;
import io.surety.rest.access.Caller;
import io.surety.rest.access.Role;
import io.surety.rest.json.Json;
import io.surety.rest.metrics.PeerCounts;
import io.surety.topology.Answer;
import io.surety.topology.CoordinatorQueries;
import io.surety.topology.MessageView;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is answered from a copy while the message's partition moves. */
class MessageReadsTest {
  private static final long NOW = 1_795_000_000_000L;
  private static final Caller BILLING =
      new Caller("billing", Role.APPLICATION, Set.of(), Set.of("billing"));
  private static final Caller VIEWER = Caller.of("ann", Role.VIEWER);

  private final List<String> asked = new ArrayList<>();
  private HttpServer elsewhere;
  private Javalin server;
  private volatile Caller caller = VIEWER;
  private volatile Optional<MessageView> copyHere = Optional.empty();
  private volatile List<Answer.Elsewhere> copiesElsewhere = List.of();
  private volatile int answerElsewhere = 200;

  @BeforeEach
  void start() throws Exception {
    elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    elsewhere.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().getPath());
          byte[] body = "{\"from\": \"another copy\"}".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(answerElsewhere, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    elsewhere.start();
    Json json = new Json(1 << 16);
    Replies replies = new Replies(json);
    MessageReads reads =
        new MessageReads(
            this::engine, new Peers(Duration.ofSeconds(5), PeerLink.OPEN, new PeerCounts()));
    server =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  new Failures(replies, json).install(config);
                  config.routes.before(ctx -> Callers.set(ctx, caller));
                  config.routes.get(
                      "/messages/{id}",
                      ctx ->
                          reads.answer(
                              ctx,
                              found ->
                                  ctx.result(
                                      found.view().message().status()
                                          + (found.isStale() ? " stale" : ""))));
                })
            .start("127.0.0.1", 0);
  }

  @AfterEach
  void stop() {
    server.stop();
    elsewhere.stop(0);
  }

  @Test
  void answersFromACopyThatShowsTheMessageToTheCaller() throws Exception {
    copyHere = Optional.of(new MessageView(delivering(), false, 0));
    caller = BILLING;

    assertThat(get().body()).isEqualTo("DELIVERING stale");
  }

  @Test
  void neverSaysThatThereIsNoMessageBecauseACopyIsBehind() throws Exception {
    // It does not know yet that the message is for a group of the caller's.
    copyHere = Optional.of(new MessageView(prepared(), false, 0));
    caller = BILLING;

    HttpResponse<String> answer = get();

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("\"code\":\"moving\"");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    caller = VIEWER;
    assertThat(get().body()).isEqualTo("PREPARED stale");
  }

  @Test
  void asksAnotherCopyWhereTheOneHereIsBehind() throws Exception {
    copyHere = Optional.of(new MessageView(prepared(), false, 0));
    copiesElsewhere = List.of(new Answer.Elsewhere("127.0.0.1", elsewhere.getAddress().getPort()));
    caller = BILLING;

    assertThat(get().body()).contains("another copy");
    assertThat(asked).containsExactly("/messages/m1");
    answerElsewhere = 404;
    assertThat(get().statusCode()).isEqualTo(503);
  }

  @Test
  void saysThatItMovesWhereThereIsNoCopy() throws Exception {
    assertThat(get().statusCode()).isEqualTo(503);
    assertThat(asked).isEmpty();
  }

  private HttpResponse<String> get() throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/messages/m1"))
                .build(),
            BodyHandlers.ofString());
  }

  private static Message prepared() {
    return message(Mode.PREPARE);
  }

  /** To the group of the caller's. */
  private static Message delivering() {
    return message(Mode.SEND);
  }

  private static Message message(Mode mode) {
    Content content = new Content("shop", "orders", "", "", mode, 1, NOW, 0, Message.NEVER, 0);
    return new Lifecycle(new ForBilling(), Limits.DEFAULT)
        .on(Message.absent("m1"), new Signal.Prepare(content), NOW)
        .next();
  }

  /** Only what a read asks for: the partition is on its way, and there may be copies. */
  private Engine engine() {
    CoordinatorQueries queries =
        (CoordinatorQueries)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {CoordinatorQueries.class},
                (proxy, method, args) ->
                    switch (method.getName()) {
                      case "get" -> new Answer.Moving(500);
                      case "standby" -> copyHere;
                      case "standbys" -> copiesElsewhere;
                      default -> throw new UnsupportedOperationException(method.getName());
                    });
    return new Engine(
        null,
        queries,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        Optional.empty(),
        null);
  }

  private record ForBilling() implements Policies {
    @Override
    public ProducerPolicy producer(String name) {
      return ProducerPolicy.DEFAULT;
    }

    @Override
    public boolean isDestination(String topic) {
      return true;
    }

    @Override
    public OnNoSubscriber onNoSubscriber(String destination) {
      return OnNoSubscriber.DEAD_LETTER;
    }

    @Override
    public List<Subscription> subscriptions(String destination) {
      return List.of(Subscription.of("billing", destination));
    }
  }
}
