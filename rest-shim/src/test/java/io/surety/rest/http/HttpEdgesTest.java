package io.surety.rest.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.rest.OpenApi;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the HTTP server does before a coordinator is asked: there is none yet. */
class HttpEdgesTest {
  private static final int BODY_MAX = 4_096;
  private static final String MESSAGES = "/api/v1/messages";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static WebServer server;

  @BeforeAll
  static void start() {
    server = EdgeServer.start(BODY_MAX);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void listsItsRoutesAtTheRoot() throws Exception {
    HttpResponse<String> page = send(request("/").GET());

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    assertThat(page.body()).contains("POST    /api/v1/messages ", "/health/ready", "?group=");
  }

  @Test
  void isAliveAndNotReadyWhileItStarts() throws Exception {
    assertThat(send(request("/health/live").GET()).statusCode()).isEqualTo(200);
    assertThat(send(request("/health/ready").GET()).statusCode()).isEqualTo(503);
    assertThat(send(request("/health/ready").GET()).body()).contains("STARTING");
    assertThat(send(request("/version").GET()).body()).contains("kafkaClients", "4.3.1");
  }

  @Test
  void servesWhatItDoesAsOpenApi() throws Exception {
    HttpResponse<String> file = send(request("/openapi.yaml").GET());

    assertThat(file.headers().firstValue("Content-Type")).contains("application/yaml");
    assertThat(file.body()).isEqualTo(OpenApi.text());
  }

  @Test
  void refusesMessagesWhileItStarts() throws Exception {
    String body =
        "{\"mode\": \"send\", \"producer\": \"p\", \"destination\": \"d\", \"payload\": \"x\"}";

    assertProblem(send(json(MESSAGES, body)), 503, "not-running");
    assertProblem(send(request(MESSAGES + "/m1").GET()), 503, "not-running");
    assertProblem(send(json(MESSAGES + "/m1/confirm", "")), 503, "not-running");
    assertProblem(send(request("/api/v1/destinations").GET()), 503, "not-running");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/nothing", "/api/v1/message", "/api/v2/messages", "/api/v1/messages/a/b/c", "//"})
  void knowsNoOtherRoutes(String path) throws Exception {
    assertProblem(send(request(path).GET()), 404, "no-such-route");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELETE", "PATCH", "TRACE", "OPTIONS", "BREW"})
  void refusesOtherMethods(String method) throws Exception {
    HttpResponse<String> response = send(request(MESSAGES).method(method, BodyPublishers.noBody()));

    assertProblem(response, response.statusCode(), "method-not-allowed", "no-such-route");
    assertThat(response.statusCode()).isIn(404, 405);
  }

  @Test
  void saysWhichMethodsARouteHas() throws Exception {
    HttpResponse<String> response =
        send(request("/api/v1/destinations/d").POST(BodyPublishers.noBody()));

    assertProblem(response, 405, "method-not-allowed");
    assertThat(response.headers().firstValue("Allow").orElse("").split(",\\s*"))
        .contains("GET", "PUT", "DELETE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%0d%0ab", "%7Ex", "a%20b", "%00", "a%e4b", "..%2f..%2fetc", "%"})
  void refusesIdsThatAreNone(String id) throws Exception {
    String answer =
        raw(
            "GET "
                + MESSAGES
                + "/"
                + id
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
    assertNoTrace(answer);
  }

  @Test
  void namesTheQueryParameterThatIsNone() throws Exception {
    HttpResponse<String> response = send(json(MESSAGES + "/m1/redrive?grp=a", ""));

    assertProblem(response, 400, "invalid-request");
    assertThat(response.body()).contains("?grp", "the parameters are group");
  }

  @Test
  void refusesAQueryThatIsBadlyEscaped() throws Exception {
    String answer =
        raw(
            "POST "
                + MESSAGES
                + "/m1/redrive?group=%zz HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Length: 0\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
    assertNoTrace(answer);
  }

  @Test
  void takesABodyUpToItsLimitAndNoLonger() throws Exception {
    assertProblem(send(json(MESSAGES, bodyOf(BODY_MAX))), 503, "not-running");
    assertProblem(send(json(MESSAGES, bodyOf(BODY_MAX + 1))), 413, "too-large");
    assertProblem(send(json(MESSAGES, bodyOf(4 * BODY_MAX))), 413, "too-large");
  }

  @Test
  void doesNotReadOnForEver() throws Exception {
    String answer =
        raw(
            "POST "
                + MESSAGES
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 999999999999\r\n\r\n"
                + "x".repeat(6 * BODY_MAX));

    assertThat(answer).startsWith("HTTP/1.1 413 ").contains("too-large");
  }

  @Test
  void countsABodyWhoseLengthIsNotAnnounced() throws Exception {
    byte[] body = bodyOf(BODY_MAX + 1).getBytes(UTF_8);

    HttpResponse<String> response =
        send(
            request(MESSAGES)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

    assertProblem(response, 413, "too-large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonx", ";"})
  void takesOnlyJson(String type) throws Exception {
    HttpResponse<String> response =
        send(request(MESSAGES).header("Content-Type", type).POST(BodyPublishers.ofString("{}")));

    assertProblem(response, 415, "unsupported-media-type");
  }

  @Test
  void takesJsonWithACharset() throws Exception {
    HttpResponse<String> response =
        send(
            request(MESSAGES)
                .header("Content-Type", "Application/JSON; charset=utf-8")
                .POST(BodyPublishers.ofString("{}")));

    assertProblem(response, 400, "invalid-request");
  }

  @Test
  void tellsWhereTheJsonBreaks() throws Exception {
    HttpResponse<String> response = send(json(MESSAGES, "{\n \"mode\": oops}"));

    assertProblem(response, 400, "invalid-json");
    assertThat(response.body()).contains("Line 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "evil.example:8080", "127.0.0.1.evil.example", "10.0.0.1"})
  void refusesForeignHosts(String host) throws Exception {
    String answer = raw("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 403 ").contains("host-not-allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1", "127.1.2.3:99", "[::1]:8080"})
  void takesLoopbackHosts(String host) throws Exception {
    String answer = raw("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void refusesChangesFromOtherOrigins() throws Exception {
    HttpResponse<String> foreign =
        send(json(MESSAGES + "/m1/confirm", "").header("Origin", "http://evil.example"));
    HttpResponse<String> own =
        send(json(MESSAGES + "/m1/confirm", "").header("Origin", "http://" + server.address()));

    assertProblem(foreign, 403, "cross-origin");
    assertProblem(own, 503, "not-running");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "PUT / HTTP/1.1\r\nHost: a b\r\nContent-Length: 2\r\n\r\n{}",
        "DELETE / HTTP/1.1\r\nHost: localhost\r\nExpect: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nX : y\r\n\r\n"
      })
  void answersBadHttpWithAProblem(String request) throws Exception {
    String answer = raw(request);

    assertThat(answer).matches("(?s)HTTP/1\\.1 (4..|505) .*");
    assertThat(answer).contains("application/problem+json", "\"code\":\"http-refused\"");
    assertNoTrace(answer);
  }

  @Test
  void refusesHeadersThatAreTooLarge() throws Exception {
    String answer =
        raw("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(20_000) + "\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 431 ").contains("http-refused");
  }

  @Test
  void tellsNothingAboutItsInsidesInHeaders() throws Exception {
    HttpResponse<String> response = send(request("/nothing").GET());

    assertThat(response.headers().firstValue("Server")).isEmpty();
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  private static String bodyOf(int bytes) {
    String start =
        "{\"mode\": \"send\", \"producer\": \"p\", \"destination\": \"d\", \"payload\": \"";
    return start + "x".repeat(bytes - start.length() - 2) + "\"}";
  }

  private static void assertProblem(HttpResponse<String> response, int status, String... codes)
      throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = new ObjectMapper().readTree(response.body());
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("code").asText()).isIn((Object[]) codes);
    assertThat(problem.path("type").asText())
        .isEqualTo("urn:surety:problem:" + problem.path("code").asText());
    assertThat(problem.path("title").asText()).isNotBlank();
    assertThat(problem.path("detail").asText()).isNotBlank();
    assertThat(problem.path("instance").asText()).isEqualTo(response.uri().getRawPath());
    assertNoTrace(response.body());
  }

  private static void assertNoTrace(String answer) {
    assertThat(answer)
        .doesNotContain("Exception", "\tat ", "io.surety", "org.eclipse", "io.javalin");
  }

  private static HttpRequest.Builder json(String path, String body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + server.address() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
    OpenApi.FILE.check(
        response.request().method(),
        response.uri().getPath(),
        response.statusCode(),
        response.headers().firstValue("Content-Type").orElse(""),
        response.body());
    return response;
  }

  private static String raw(String request) throws IOException {
    int port = Integer.parseInt(server.address().split(":")[1]);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
