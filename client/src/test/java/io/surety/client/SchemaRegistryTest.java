package io.surety.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.surety.client.support.Broker;
import io.surety.client.support.Installation;
import io.surety.client.support.TopicLog;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/**
 * With a schema registry, records are in its framing; without it, the client works all the same.
 */
class SchemaRegistryTest {

  @Test
  void writesInTheRegistrysFraming() throws Exception {
    List<String> subjects = new CopyOnWriteArrayList<>();
    HttpServer registry = registry(subjects, 200, "{\"id\":77}");
    Installation installation = Installation.on(Broker.shared());
    try (Surety surety = installation.connect("surety.schema.registry.url", url(registry));
        TopicLog log = installation.log(installation.topics().prepare())) {

      surety.publisher("p").send(Message.to("t").build());

      ByteBuffer value = ByteBuffer.wrap(log.await(1).get(0).record().value());
      assertThat(value.get()).isZero();
      assertThat(value.getInt()).isEqualTo(77);
      assertThat(subjects)
          .contains(
              "/subjects/" + installation.topics().prepare() + "-value/versions",
              "/subjects/" + installation.topics().consume() + "-value/versions");
    } finally {
      registry.stop(0);
    }
  }

  @Test
  void aRefusedSchemaShowsAtTheStart() throws Exception {
    HttpServer registry =
        registry(
            new CopyOnWriteArrayList<>(),
            409,
            "{\"error_code\":409,\"message\":\"incompatible with version 3\"}");
    Installation installation = Installation.on(Broker.shared());
    try {
      assertThatThrownBy(() -> installation.connect("surety.schema.registry.url", url(registry)))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("incompatible with version 3")
          .hasMessageContaining("Register the schema by hand");
    } finally {
      registry.stop(0);
    }
  }

  @Test
  void anAbsentRegistryStopsNobody() throws Exception {
    HttpServer registry = registry(new CopyOnWriteArrayList<>(), 200, "{}");
    String url = url(registry);
    registry.stop(0);
    Installation installation = Installation.on(Broker.shared());
    try (Surety surety = installation.connect("surety.schema.registry.url", url);
        TopicLog log = installation.log(installation.topics().prepare())) {

      surety.publisher("p").send(Message.to("t").id("m1").build());

      assertThat(log.await(1).get(0).get("messageId")).isEqualTo("m1");
    }
  }

  private static HttpServer registry(List<String> asked, int status, String answer)
      throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().getPath());
          exchange.getRequestBody().readAllBytes();
          byte[] body = answer.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String url(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }
}
