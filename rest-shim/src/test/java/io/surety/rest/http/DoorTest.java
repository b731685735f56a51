package io.surety.rest.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.rest.KeyFile;
import io.surety.rest.RestConfig;
import io.surety.rest.SecurityConfig;
import io.surety.rest.access.Caller;
import io.surety.rest.access.PeerSeal;
import io.surety.rest.access.Role;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who gets in, at a server without a coordinator: whoever is admitted hears that it is starting.
 */
class DoorTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final String PATH = "/api/v1/messages/m1";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int RATE = 50;

  private static final KeyFile KEYS = new KeyFile();
  private static final String ANN = KEYS.add("ann", Role.ADMIN);
  private static final String BOB = KEYS.add("bob", Role.ADMIN);

  private static WebServer server;

  @BeforeAll
  static void start() {
    server =
        EdgeServer.start(
            new RestConfig(
                "127.0.0.1",
                0,
                Duration.ofSeconds(1),
                1_024,
                new SecurityConfig(
                    Optional.of(KEYS.path()),
                    Optional.empty(),
                    Optional.of(new Password(SECRET)),
                    Optional.empty(),
                    RATE)));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + server.address() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static void assertAdmitted(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("\"code\":\"not-running\"");
  }

  private static void assertRefused(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.body()).contains("\"code\":\"" + code + "\"");
  }

  @Test
  void asksForAKey() throws Exception {
    HttpResponse<String> nobody = send(request(PATH));

    assertRefused(nobody, 401, "unauthenticated");
    assertThat(nobody.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"surety\"");
    assertAdmitted(send(request(PATH).header("Authorization", "Bearer " + ANN)));
    assertAdmitted(send(request(PATH).header("authorization", "bearer " + ANN + " ")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Bearer surety_ann_x",
        "Basic YW5uOmFubg==",
        "ANN",
        "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbm4ifQ."
      })
  void takesNothingElseForOne(String header) throws Exception {
    HttpResponse<String> refused =
        send(request(PATH).header("Authorization", header.replace("ANN", ANN)));

    assertRefused(refused, 401, "unauthenticated");
    assertThat(refused.headers().firstValue("WWW-Authenticate").orElse(""))
        .contains("error=\"invalid_token\"");
    assertThat(refused.body()).doesNotContain(ANN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/health/live", "/version", "/openapi.yaml"})
  void letsEverybodySeeWhatRunsHere(String path) throws Exception {
    assertThat(send(request(path)).statusCode()).isEqualTo(200);
  }

  @Test
  void takesAnyHostOnceThereIsAuthentication() throws Exception {
    assertAdmitted(
        send(
            request(PATH)
                .header("Authorization", "Bearer " + ANN)
                .header("Origin", "https://console.example")));
  }

  @Test
  void trustsAnotherServerAboutTheCaller() throws Exception {
    assertAdmitted(send(handedOver(new PeerSeal(SECRET, System::currentTimeMillis), "{}")));
  }

  @Test
  void trustsNobodyElseAboutTheCaller() throws Exception {
    PeerSeal genuine = new PeerSeal(SECRET, System::currentTimeMillis);

    assertRefused(send(request(PATH).header(Peers.HOPS, "1")), 401, "peer-not-trusted");
    assertRefused(
        send(request(PATH).header(Peers.HOPS, "1").header("Authorization", "Bearer " + ANN)),
        401,
        "peer-not-trusted");
    assertRefused(
        send(handedOver(new PeerSeal(SECRET.replace('0', '1'), System::currentTimeMillis), "{}")),
        401,
        "peer-not-trusted");
    assertRefused(
        send(handedOver(genuine, "{}").POST(BodyPublishers.ofString("{\"actor\": \"x\"}"))),
        401,
        "peer-not-trusted");
    assertRefused(
        send(handedOver(genuine, "{}").setHeader(CallerHeader.NAME, told(Role.OPERATOR))),
        401,
        "peer-not-trusted");
    HttpResponse<String> late =
        send(handedOver(new PeerSeal(SECRET, () -> System.currentTimeMillis() - 40_000), "{}"));
    assertRefused(late, 401, "peer-not-trusted");
    assertThat(late.body()).contains("clocks");
  }

  @Test
  void aCallerIsToldAsItIs() {
    Caller shop = new Caller("jwt:a b\u00e9", Role.APPLICATION, Set.of("p", "q"), Set.of());

    assertThat(CallerHeader.read(CallerHeader.write(shop))).contains(shop);
    assertThat(CallerHeader.write(shop)).matches("[A-Za-z0-9_-]+");
    assertThat(CallerHeader.read("nonsense!")).isEmpty();
    assertThat(CallerHeader.read("e30")).isEmpty();
  }

  @Test
  void limitsEachCallerAlone() throws Exception {
    HttpResponse<String> last = send(request(PATH).header("Authorization", "Bearer " + BOB));
    // More than the limit lets through in the time that so many requests take.
    for (int i = 0; i < 100 * RATE && last.statusCode() != 429; i++) {
      last = send(request(PATH).header("Authorization", "Bearer " + BOB));
    }

    assertRefused(last, 429, "too-many-requests");
    assertThat(last.headers().firstValue("Retry-After")).contains("1");
    assertAdmitted(send(request(PATH).header("Authorization", "Bearer " + ANN)));
    assertThat(send(request("/health/live")).statusCode()).isEqualTo(200);
  }

  private static String told(Role role) {
    return CallerHeader.write(Caller.of("ann", role));
  }

  private static HttpRequest.Builder handedOver(PeerSeal seal, String body) {
    String path = PATH + "/confirm";
    String caller = told(Role.ADMIN);
    return request(path)
        .header(Peers.HOPS, "1")
        .header(CallerHeader.NAME, caller)
        .header(
            Peers.SEAL, seal.seal(new PeerSeal.Request("POST", path, caller, body.getBytes(UTF_8))))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }
}
