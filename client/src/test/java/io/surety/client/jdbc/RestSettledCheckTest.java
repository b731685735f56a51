package io.surety.client.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that answers as written here; HistoryTest asks a real one. */
class RestSettledCheckTest {
  private final List<String> bodies = new ArrayList<>();
  private final List<String> secrets = new ArrayList<>();
  private HttpServer server;
  private int status = 200;
  private String answer = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/settled", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    secrets.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private RestSettledCheck check() {
    return RestSettledCheck.at(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @Test
  void whatIsForgottenHasFinishedUnlessProofIsWanted() throws Exception {
    answer =
        "{\"settled\":[\"a\"],\"live\":[\"b\"],\"unknown\":[\"c~1\"],\"undetermined\":[\"d\"]}\n";

    assertThat(check().settled(List.of("a", "b", "c~1", "d"))).isEqualTo(Set.of("a", "c~1"));
    assertThat(check().provenOnly().settled(List.of("a", "b", "c~1", "d"))).isEqualTo(Set.of("a"));
    assertThat(bodies).startsWith("{\"ids\":[\"a\",\"b\",\"c~1\",\"d\"]}");
  }

  @Test
  void asksForAThousandAtATimeAndForNothingNot() throws Exception {
    answer = "{\"settled\":[\"m0\"],\"live\":[],\"unknown\":[],\"undetermined\":[]}";
    List<String> ids =
        IntStream.range(0, 2_001).mapToObj(i -> "m" + i).collect(Collectors.toList());

    assertThat(check().settled(ids)).containsExactly("m0");
    assertThat(check().settled(List.of())).isEmpty();

    assertThat(bodies).hasSize(3).last().isEqualTo("{\"ids\":[\"m2000\"]}");
  }

  @Test
  void saysWhoAsksWhereThatIsWanted() throws Exception {
    answer = "{\"settled\":[],\"live\":[],\"unknown\":[],\"undetermined\":[]}";

    check().settled(List.of("a"));
    check().withSecret(() -> "k1").provenOnly().settled(List.of("a"));

    assertThat(secrets).containsExactly("null", "Bearer k1");
  }

  @Test
  void cannotTellWhereTheAnswerIsNotAsExpected() {
    answer = "{\"code\":\"not-running\"}";
    assertThatThrownBy(() -> check().settled(List.of("a")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("without 'settled'");

    status = 503;
    assertThatThrownBy(() -> check().settled(List.of("a")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("503", "not-running");
  }
}
