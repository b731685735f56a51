package io.surety.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A service that is asked over HTTP, and believes only what is signed. */
final class Receiver implements AutoCloseable {
  static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
  private volatile Function<JsonNode, Reply> answers = question -> reply(500, "");

  /** What is answered. */
  record Reply(int status, String body) {}

  Receiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  static Reply reply(int status, String body) {
    return new Reply(status, body);
  }

  /** An answer that echoes the question. */
  static Reply echo(JsonNode question, String field, String value) {
    return reply(
        200,
        "{\"messageId\": \""
            + question.at("/data/messageId").asText()
            + "\", \"nonce\": \""
            + question.at("/data/nonce").asText()
            + "\", \""
            + field
            + "\": \""
            + value
            + "\"}");
  }

  Receiver answering(Function<JsonNode, Reply> how) {
    answers = how;
    return this;
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** The questions about a message, in order. */
  List<JsonNode> asked(String messageId) {
    return asked.stream()
        .filter(question -> question.at("/data/messageId").asText().equals(messageId))
        .toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Reply reply = reply(401, "");
    if (isSigned(exchange, body)) {
      JsonNode question = JSON.readTree(body);
      asked.add(question);
      reply = answers.apply(question);
    }
    byte[] answer = reply.body().getBytes(UTF_8);
    exchange.sendResponseHeaders(reply.status(), answer.length == 0 ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private static boolean isSigned(HttpExchange exchange, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
      String id = exchange.getRequestHeaders().getFirst("webhook-id");
      String time = exchange.getRequestHeaders().getFirst("webhook-timestamp");
      mac.update((id + "." + time + ".").getBytes(UTF_8));
      return exchange
          .getRequestHeaders()
          .getFirst("webhook-signature")
          .equals("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body)));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
