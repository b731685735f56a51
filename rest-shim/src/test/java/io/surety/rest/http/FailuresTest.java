package io.surety.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.surety.rest.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a route throws, the answer is a problem and tells nothing of the inside. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailuresTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private Javalin server;

  @BeforeAll
  void start() {
    Json json = new Json(1_024);
    server =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  new Failures(new Replies(json), json).install(config);
                  config.routes.get(
                      "/exception",
                      ctx -> {
                        throw new IllegalStateException("secret of io.surety.Inside");
                      });
                  config.routes.get(
                      "/missing-class",
                      ctx -> {
                        ctx.result("half an answer").header("X-Half", "yes");
                        throw new NoClassDefFoundError("io/surety/Inside");
                      });
                  config.routes.get(
                      "/memory",
                      ctx -> {
                        throw new OutOfMemoryError("secret of io.surety.Inside");
                      });
                  config.routes.get("/stack", ctx -> endlessly(1));
                })
            .start("127.0.0.1", 0);
  }

  @AfterAll
  void stop() {
    server.stop();
  }

  @ParameterizedTest
  @ValueSource(strings = {"exception", "missing-class", "memory", "stack"})
  void isAProblem(String path) throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/" + path))
                .build(),
            BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.headers().firstValue("X-Half")).isEmpty();
    assertThat(answer.body()).doesNotContain("Inside", "secret", "half", "\tat ", "Error");
    JsonNode problem = new ObjectMapper().readTree(answer.body());
    assertThat(problem.path("code").asText()).isEqualTo("internal-error");
    assertThat(problem.path("status").asInt()).isEqualTo(500);
    assertThat(problem.path("detail").asText()).contains("log says why");
  }

  private static int endlessly(int depth) {
    return endlessly(depth + 1) + 1;
  }
}
