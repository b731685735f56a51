package io.surety.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.rest.access.Role;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;

/** What the logs say, with everything logged that can be. */
class LogsTest {
  private static final String PAYLOAD = "c5a1-payload-that-nobody-may-read";
  private static final String PEER_SECRET = "c5a1-secret-of-servers-0123456789";

  @Test
  void tellNoPayloadAndNoSecret() throws Exception {
    KeyFile keys = new KeyFile();
    String admin = keys.add("admin", Role.ADMIN);
    String shop = keys.addApplication("shop", Set.of("shop"), Set.of("billing"));
    String wrong = new KeyFile().add("admin", Role.ADMIN);
    String token = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJjNWExIn0.c5a1-signature";
    Installation installation =
        new Installation()
            .with("surety.rest.auth.keys.file", keys.path().toString())
            .with("surety.rest.peer.secret", PEER_SECRET);
    List<String> lines;

    try (CapturedLogs logs = CapturedLogs.start();
        SuretyServer server = installation.start()) {
      String orders = installation.topic("orders");
      Rest rest = new Rest(server, admin);
      rest.put("destinations/" + orders, "").is(200);
      rest.put("subscriptions/" + orders + "/billing", "").is(200);
      String body = Rest.body("send", orders).replace("hello", PAYLOAD);
      Rest application = new Rest(server, shop);
      String id = application.post("messages", body).is(201).text("/id");
      application.post("messages", body.replace("'payload'", "'payload': 'x', 'payload'")).is(400);
      application.post("messages", body.replace("'mode'", "'mood'")).is(400);
      application.post("messages", body.replace(orders, "none")).is(404);
      application.post("messages", body.substring(0, body.length() - 1)).is(400);
      rest.get("messages/" + id + "/payload").is(200);
      application
          .put(
              "messages/" + id + "/deliveries/billing",
              "{'status': 'rejected', 'attempt': 1, 'error': 'x'}")
          .is(200);
      new Rest(server, wrong).get("messages/" + id).is(401);
      new Rest(server, token).get("messages/" + id).is(401);
      raw(server.url(), "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
      lines = logs.lines();
    }

    assertThat(lines).hasSizeGreaterThan(20);
    for (String secret :
        List.of(
            PAYLOAD,
            Base64.getEncoder().withoutPadding().encodeToString(PAYLOAD.getBytes(UTF_8)),
            PEER_SECRET,
            token,
            admin,
            shop,
            wrong)) {
      assertThat(lines).filteredOn(line -> line.contains(secret)).isEmpty();
    }
  }

  /** As it is shipped. */
  @Test
  void haveOneLineForEachEvent() throws Exception {
    try (LoggerContext context = new LoggerContext("shipped");
        var file = LogsTest.class.getResourceAsStream("/log4j2.xml")) {
      var configuration =
          ConfigurationFactory.getInstance()
              .getConfiguration(context, new ConfigurationSource(file));
      configuration.initialize();
      var layout = configuration.getAppender("stderr").getLayout();
      Log4jLogEvent event =
          Log4jLogEvent.newBuilder()
              .setLoggerName("x")
              .setLevel(Level.INFO)
              .setMessage(new SimpleMessage("id a\r\n2026-11-25 INFO  all is well"))
              .build();

      String written = new String(layout.toByteArray(event), UTF_8);

      assertThat(written.lines()).hasSize(1);
      assertThat(written).contains("id a\\r\\n2026");
    }
  }

  /** As it is shipped: what an exception says cannot be taken for an event either. */
  @Test
  void haveNoEventThatAnExceptionMadeUp() throws Exception {
    String hostile = "no such id\r\n2026-11-25T12:00:00.000Z INFO  Door all is well\n\nx\r";
    Exception thrown =
        new IllegalStateException(hostile, new IllegalArgumentException("cause " + hostile));
    thrown.addSuppressed(new IllegalArgumentException("beside " + hostile));
    try (LoggerContext context = new LoggerContext("shipped");
        var file = LogsTest.class.getResourceAsStream("/log4j2.xml")) {
      var configuration =
          ConfigurationFactory.getInstance()
              .getConfiguration(context, new ConfigurationSource(file));
      configuration.initialize();
      var layout = configuration.getAppender("stderr").getLayout();
      Log4jLogEvent event =
          Log4jLogEvent.newBuilder()
              .setLoggerName("x")
              .setLevel(Level.ERROR)
              .setMessage(new SimpleMessage("it failed"))
              .setThrown(thrown)
              .build();

      String written = new String(layout.toByteArray(event), UTF_8);

      List<String> all = written.lines().toList();
      assertThat(written).endsWith("\n").doesNotEndWith("\n\n").doesNotEndWith("| \n");
      assertThat(all.get(0)).endsWith("it failed");
      assertThat(all.get(1)).isEqualTo("java.lang.IllegalStateException: no such id");
      assertThat(all).filteredOn(line -> line.contains("all is well")).hasSize(3);
      assertThat(all.subList(2, all.size())).allMatch(line -> line.startsWith("  | "));
      assertThat(all).filteredOn(line -> line.contains("at io.surety.rest.LogsTest")).isNotEmpty();
    }
  }

  private static void raw(URI server, String request) throws Exception {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
    }
  }
}
