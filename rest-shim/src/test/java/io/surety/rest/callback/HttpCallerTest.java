package io.surety.rest.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.rest.callback.HostileServer.Behaviour;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hosts that answer in every way but the right one; on real sockets. */
class HttpCallerTest {
  private static final String HOST = "hooks.test";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String YES =
      "{\"messageId\":\"m1\",\"nonce\":\"n1\",\"verdict\":\"CONFIRM\"}";

  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  @Test
  void bringsBackASmallAnswer() throws Exception {
    List<String> requests = new ArrayList<>();
    HostileServer server =
        serve(
            connection -> {
              requests.add(connection.request());
              connection.answer("200 OK", "Content-Type: application/json\r\n", YES);
            });

    HttpReply reply = call(server.port(), this::loopback);

    assertThat(reply.outcome()).isEqualTo(CallOutcome.ANSWERED);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(new String(reply.body(), UTF_8)).isEqualTo(YES);
    assertThat(requests.get(0))
        .startsWith("POST /check HTTP/1.1\r\n")
        .contains("\r\nHost: " + HOST + ":" + server.port() + "\r\n")
        .contains("\r\nwebhook-id: msg_1\r\n")
        .contains("\r\nwebhook-timestamp: 1614265330\r\n")
        .containsPattern("\r\nwebhook-signature: v1,[A-Za-z0-9+/=]{44}\r\n")
        .contains("\r\nConnection: close\r\n")
        .doesNotContainIgnoringCase("accept-encoding")
        .doesNotContainIgnoringCase("cookie")
        .endsWith("\r\n\r\n{\"a\":1}");
  }

  static Stream<Arguments> hostileAnswers() {
    return Stream.of(
        answers("a login page", CallOutcome.ANSWERED, c -> c.answer("200 OK", "", "<html>")),
        answers(
            "a redirect to the metadata service",
            CallOutcome.ANSWERED,
            c -> c.answer("302 Found", "Location: http://169.254.169.254/latest\r\n", YES)),
        answers(
            "a redirect that keeps the method",
            CallOutcome.ANSWERED,
            c -> c.answer("307 Temporary Redirect", "Location: http://127.0.0.1:1/\r\n", "")),
        answers(
            "a demand for a password",
            CallOutcome.ANSWERED,
            c -> c.answer("401 Unauthorized", "WWW-Authenticate: Basic realm=x\r\n", "")),
        answers("no content", CallOutcome.ANSWERED, c -> c.write("HTTP/1.1 204 None\r\n\r\n")),
        answers("trouble", CallOutcome.SERVER_ERROR, c -> c.answer("500 Oops", "", YES)),
        answers("a gateway's trouble", CallOutcome.SERVER_ERROR, c -> c.answer("503 x", "", "")),
        answers("too busy", CallOutcome.SERVER_ERROR, c -> c.answer("429 x", "", YES)),
        answers(
            "trouble with an endless body",
            CallOutcome.SERVER_ERROR,
            c -> {
              c.write("HTTP/1.1 500 x\r\nTransfer-Encoding: chunked\r\n\r\n");
              c.writeForEver("5\r\nhello\r\n", 1);
            }),
        answers("nothing, and goodbye", CallOutcome.BROKEN_OFF, c -> {}),
        answers("a reset", CallOutcome.BROKEN_OFF, HostileServer.Connection::reset),
        answers(
            "a reset in the middle",
            CallOutcome.BROKEN_OFF,
            c -> {
              c.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"mess");
              c.reset();
            }),
        answers(
            "less than it promised",
            CallOutcome.BROKEN_OFF,
            c -> c.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + YES)),
        answers("silence", CallOutcome.TIMED_OUT, HostileServer.Connection::keepSilent),
        answers(
            "a head, one byte at a time",
            CallOutcome.TIMED_OUT,
            c -> {
              c.write("HTTP/1.1 200 OK\r\nX: ");
              c.writeForEver("a", 5);
            }),
        answers(
            "a body, one byte at a time",
            CallOutcome.TIMED_OUT,
            c -> {
              c.write("HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n");
              c.writeForEver(" ", 5);
            }),
        answers(
            "an interim answer, again and again",
            CallOutcome.TIMED_OUT,
            c -> c.writeForEver("HTTP/1.1 102 Processing\r\n\r\n", 5)),
        answers(
            "a body without an end",
            CallOutcome.NO_VERDICT,
            c -> {
              c.write("HTTP/1.1 200 OK\r\n\r\n");
              c.writeForEver("x".repeat(1_000), 0);
            }),
        answers(
            "chunks without an end",
            CallOutcome.NO_VERDICT,
            c -> {
              c.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
              c.writeForEver("3e8\r\n" + "x".repeat(1_000) + "\r\n", 0);
            }),
        answers(
            "a byte more than is taken",
            CallOutcome.NO_VERDICT,
            c -> c.answer("200 OK", "", YES + " ".repeat(4_097 - YES.length()))),
        answers(
            "as much as is taken",
            CallOutcome.ANSWERED,
            c -> c.answer("200 OK", "", YES + " ".repeat(4_096 - YES.length()))),
        answers(
            "a gigabyte, it says",
            CallOutcome.NO_VERDICT,
            c -> {
              c.write("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n");
              c.writeForEver("x".repeat(1_000), 0);
            }),
        answers(
            "a head without an end",
            CallOutcome.NO_VERDICT,
            c -> {
              c.write("HTTP/1.1 200 OK\r\n");
              c.writeForEver("X: " + "y".repeat(100) + "\r\n", 0);
            }),
        answers(
            "a line without an end",
            CallOutcome.NO_VERDICT,
            c -> {
              c.write("HTTP/1.1 200 OK\r\nX: ");
              c.writeForEver("y".repeat(1_000), 0);
            }),
        answers("HTTP/0.9", CallOutcome.NO_VERDICT, c -> c.write(YES + "\r\n" + YES + "\r\n")),
        answers("another protocol", CallOutcome.NO_VERDICT, c -> c.write("SSH-2.0-x\r\nx\r\n\r\n")),
        answers("no status", CallOutcome.NO_VERDICT, c -> c.write("HTTP/1.1 OK\r\n\r\n")),
        answers("an odd version", CallOutcome.NO_VERDICT, c -> c.write("HTTP/9.9 200 OK\r\n\r\n")),
        answers(
            "a length that is none",
            CallOutcome.NO_VERDICT,
            c -> c.write("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n" + YES)),
        answers(
            "a chunk that is none",
            CallOutcome.NO_VERDICT,
            c -> c.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n" + YES)),
        answers(
            "a bomb",
            CallOutcome.ANSWERED,
            c -> {
              byte[] bomb = bomb();
              c.write(
                  "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                      + bomb.length
                      + "\r\n\r\n");
              c.out().write(bomb);
            }));
  }

  private static Arguments answers(String what, CallOutcome expected, Behaviour behaviour) {
    return Arguments.of(what, expected, behaviour);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostileAnswers")
  void survives(String what, CallOutcome expected, Behaviour behaviour) throws Exception {
    HostileServer server = serve(behaviour);

    // Only those that are to run into the limit have a short one.
    Duration limit = expected == CallOutcome.TIMED_OUT ? Duration.ofMillis(300) : PATIENCE;
    HttpReply reply =
        call(config(server.port(), "http", limit), url(server.port()), this::loopback);

    assertThat(reply.outcome()).as(what + ": " + reply.detail()).isEqualTo(expected);
    assertThat(reply.body()).hasSizeLessThanOrEqualTo(HttpCaller.BODY_MAX_BYTES);
    // Neither followed, nor tried again.
    assertThat(server.connections()).isEqualTo(1);
    boolean isVerdict =
        new AnswerReader().read(reply, question(), "verdict", Verdict.values()).isPresent();
    assertThat(isVerdict).isEqualTo(what.equals("as much as is taken"));
  }

  @Test
  void nobodyListening() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }

    assertThat(call(free, this::loopback).outcome()).isEqualTo(CallOutcome.NOT_CONNECTED);
  }

  @Test
  void aHostThatIsNotKnown() throws Exception {
    HttpReply reply =
        call(
            1,
            host -> {
              throw new UnknownHostException(host);
            });

    assertThat(reply.outcome()).isEqualTo(CallOutcome.NOT_CONNECTED);
  }

  @Test
  void aNameServerThatSaysNothingHoldsUpOneNameOnlyAndForNoLongerThanConnectingMayTake()
      throws Exception {
    HostileServer server = serve(c -> c.answer("200 OK", "", YES));
    CountDownLatch hanging = new CountDownLatch(1);
    opened.add(hanging::countDown);
    AtomicInteger lookUps = new AtomicInteger();
    CallbackGuard guard =
        new CallbackGuard(
            impatient(server.port()),
            host -> {
              if (host.equals("hangs.test")) {
                lookUps.incrementAndGet();
                keepSilent(hanging);
              }
              return loopback(host);
            });

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> guard.resolve("hangs.test"))
          .isInstanceOf(UnknownHostException.class)
          .hasMessageContaining("was not resolved within 200 ms");
    }
    assertThat(lookUps).hasValue(1);
    assertThat(guard.resolve("works.test")).hasSize(1);

    HttpReply reply =
        call(
            impatient(server.port()),
            url(server.port()),
            host -> {
              keepSilent(hanging);
              return loopback(host);
            });
    assertThat(reply.outcome()).isEqualTo(CallOutcome.NOT_CONNECTED);
    assertThat(server.connections()).isZero();
  }

  @Test
  void speaksTlsToNobodyWhoCannotProveWhoHeIs() throws Exception {
    HostileServer server = serve(c -> c.answer("200 OK", "", YES));
    CallbackConfig config = config(server.port(), "https", PATIENCE);

    HttpReply reply = call(config, "https://" + HOST + ":" + server.port(), this::loopback);

    assertThat(reply.outcome().isReached()).isFalse();
  }

  /** A name that is first public and then not, as an attacker's name server can make it. */
  @Test
  void connectsToTheAddressThatWasLookedAtAndAsksForItOnce() throws Exception {
    HostileServer good = serve(c -> c.answer("200 OK", "", YES));
    HostileServer forbidden = serve("127.0.0.2", good.port(), c -> c.answer("200 OK", "", YES));
    AtomicInteger asked = new AtomicInteger();

    HttpReply first =
        call(
            good.port(),
            host -> {
              String address = asked.incrementAndGet() == 1 ? "127.0.0.1" : "127.0.0.2";
              return new InetAddress[] {InetAddress.getByName(address)};
            });

    assertThat(first.outcome()).isEqualTo(CallOutcome.ANSWERED);
    assertThat(asked).hasValue(1);
    assertThat(good.connections()).isEqualTo(1);
    assertThat(forbidden.connections()).isZero();
  }

  @Test
  void callsNobodyIfOneOfTheAddressesMustNotBeCalled() throws Exception {
    HostileServer good = serve(c -> c.answer("200 OK", "", YES));
    HostileServer forbidden = serve("127.0.0.2", good.port(), c -> c.answer("200 OK", "", YES));

    HttpReply reply =
        call(
            good.port(),
            host ->
                new InetAddress[] {
                  InetAddress.getByName("127.0.0.1"), InetAddress.getByName("127.0.0.2")
                });

    assertThat(reply.outcome()).isEqualTo(CallOutcome.NOT_ALLOWED);
    assertThat(reply.detail()).contains("127.0.0.2");
    assertThat(good.connections()).isZero();
    assertThat(forbidden.connections()).isZero();
  }

  private HostileServer serve(Behaviour behaviour) {
    return serve("127.0.0.1", 0, behaviour);
  }

  private HostileServer serve(String address, int port, Behaviour behaviour) {
    HostileServer server = HostileServer.start(address, port, behaviour);
    opened.add(server);
    return server;
  }

  private HttpReply call(int port, CallbackGuard.NameService names) throws Exception {
    return call(config(port, "http", PATIENCE), url(port), names);
  }

  private static String url(int port) {
    return "http://" + HOST + ":" + port + "/check";
  }

  private HttpReply call(CallbackConfig config, String url, CallbackGuard.NameService names)
      throws Exception {
    HttpCaller caller =
        new HttpCaller(config, new CallbackGuard(config, names), SSLContext.getDefault());
    opened.add(caller);
    SigningKey key = new SigningKey(new byte[32]);
    return caller.post(
        new SignedCall(
            CallbackUrl.parse(url),
            "msg_1",
            1_614_265_330,
            List.of(key),
            "{\"a\":1}".getBytes(UTF_8)));
  }

  private static void keepSilent(CountDownLatch until) {
    try {
      until.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Names and connections come soon, or not at all. */
  private static CallbackConfig impatient(int port) {
    CallbackConfig config = config(port, "http", PATIENCE);
    return new CallbackConfig(
        config.allowed(),
        config.networks(),
        config.secretsFile(),
        Duration.ofMillis(200),
        PATIENCE,
        config.perHostMax());
  }

  /** Only the one loopback address may be called. */
  private static CallbackConfig config(int port, String scheme, Duration callTimeout) {
    return new CallbackConfig(
        List.of(AllowedTarget.parse(scheme + "://" + HOST + ":" + port)),
        List.of(Network.parse("127.0.0.1/32")),
        Optional.empty(),
        Duration.ofSeconds(5),
        callTimeout,
        8);
  }

  private InetAddress[] loopback(String host) throws UnknownHostException {
    return new InetAddress[] {InetAddress.getByName("127.0.0.1")};
  }

  private static Question question() {
    return new Question(Question.Kind.CHECK_BACK, "m1", "n1", 1, "shop", 0, Map.of());
  }

  /** A megabyte of a valid answer in a few KiB. */
  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write((YES + " ".repeat(1_000_000)).getBytes(UTF_8));
    }
    return out.toByteArray();
  }
}
