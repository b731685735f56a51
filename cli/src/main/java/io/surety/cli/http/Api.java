package io.surety.cli.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.surety.cli.ExitCodes;
import io.surety.cli.print.Json;
import io.surety.rest.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/**
 * One server's REST interface. What it answers with "try again" is tried again, within the time
 * that a request may take; a problem is a {@link ProblemException}.
 */
public final class Api {
  private static final int PROBLEMS = 400;
  private static final Set<Integer> TRY_AGAIN = Set.of(429, 503);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final long AGAIN_MS_DEFAULT = 1_000;

  /** It may have been done: to be repeated only where that changes nothing. */
  private static final String OUTCOME_UNKNOWN = "outcome-unknown";

  /** Will not be better for waiting some seconds. */
  private static final Set<String> STAYS = Set.of("archive-away");

  private final URI url;
  private final Optional<String> token;
  private final Duration timeout;
  private final HttpClient http;

  Api(URI url, Optional<String> token, Optional<SSLContext> trust, Duration timeout) {
    this.url = url;
    this.token = token;
    this.timeout = timeout;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT);
    if (url.getScheme().equals("http")) {
      builder.sslContext(Trust.nobody());
    } else {
      trust.ifPresent(builder::sslContext);
    }
    this.http = builder.build();
  }

  /** Where the server is. */
  public URI url() {
    return url;
  }

  /** True if the secret goes over a network without being encrypted. */
  public boolean isTokenInClear() {
    return token.isPresent()
        && url.getScheme().equals("http")
        && !Set.of("localhost", "127.0.0.1", "[::1]").contains(url.getHost());
  }

  /** Asks; {@code path} begins with {@code messages}, say. */
  public Answer get(String path) throws InterruptedException {
    return call("GET", "api/v1/" + path, Optional.empty(), true);
  }

  /** Asks outside of the versioned routes: {@code health/ready}. */
  public Answer getPlain(String path) throws InterruptedException {
    return call("GET", path, Optional.empty(), true);
  }

  /** Does something that may be done twice without harm. */
  public Answer post(String path, JsonNode body) throws InterruptedException {
    return call("POST", "api/v1/" + path, Optional.of(body), true);
  }

  /** Registers; twice is once. */
  public Answer put(String path, JsonNode body) throws InterruptedException {
    return call("PUT", "api/v1/" + path, Optional.of(body), true);
  }

  /** Takes a registration back. */
  public Answer delete(String path) throws InterruptedException {
    return call("DELETE", "api/v1/" + path, Optional.empty(), true);
  }

  /** Does something that must not be done twice. */
  public Answer postOnce(String path, JsonNode body) throws InterruptedException {
    return call("POST", "api/v1/" + path, Optional.of(body), false);
  }

  /** Bytes as they are; to be closed. */
  public InputStream bytes(String path) throws InterruptedException {
    HttpResponse<InputStream> response =
        exchange(request("GET", "api/v1/" + path, Optional.empty()));
    if (response.statusCode() >= PROBLEMS) {
      throw ProblemException.of(response.statusCode(), json(response));
    }
    return response.body();
  }

  /** The answer's status and headers, whatever they are, without waiting for a better one. */
  public HttpResponse<InputStream> look(String path) throws InterruptedException {
    return exchange(request("GET", path, Optional.empty()));
  }

  private Answer call(String method, String path, Optional<JsonNode> body, boolean isRepeatable)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      HttpResponse<InputStream> response = exchange(request(method, path, body));
      JsonNode json = json(response);
      if (response.statusCode() < PROBLEMS) {
        return new Answer(response.statusCode(), json);
      }
      long againMs = json.path("retryAfterMs").asLong(AGAIN_MS_DEFAULT);
      boolean isInTime = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(againMs) - deadline < 0;
      if (!isInTime || !isWorthRepeating(response.statusCode(), json, isRepeatable)) {
        throw ProblemException.of(response.statusCode(), json);
      }
      TimeUnit.MILLISECONDS.sleep(againMs);
    }
  }

  private static boolean isWorthRepeating(int status, JsonNode problem, boolean isRepeatable) {
    String code = problem.path("code").asText();
    return TRY_AGAIN.contains(status)
        && !STAYS.contains(code)
        && (isRepeatable || !code.equals(OUTCOME_UNKNOWN));
  }

  private HttpRequest request(String method, String path, Optional<JsonNode> body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve(path))
            .timeout(timeout)
            .header("User-Agent", "surety-cli")
            .method(
                method,
                body.map(json -> BodyPublishers.ofByteArray(Json.bytes(json)))
                    .orElseGet(BodyPublishers::noBody));
    if (body.isPresent()) {
      request.header("Content-Type", "application/json");
    }
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    return request.build();
  }

  private HttpResponse<InputStream> exchange(HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, BodyHandlers.ofInputStream());
    } catch (HttpConnectTimeoutException e) {
      throw away("did not take a connection within " + CONNECT_TIMEOUT.toSeconds() + " s", 1, e);
    } catch (HttpTimeoutException e) {
      throw away(
          "did not answer within " + timeout.toSeconds() + " s (--request-timeout)",
          ExitCodes.TIMED_OUT,
          e);
    } catch (ConnectException e) {
      throw away("nothing listens there", ExitCodes.FAILURE, e);
    } catch (SSLException e) {
      throw away(
          "is not trusted, or speaks no TLS ("
              + e.getMessage()
              + "); --truststore names the certificates to trust",
          ExitCodes.FAILURE,
          e);
    } catch (IOException e) {
      throw away("did not answer (" + e + ")", ExitCodes.FAILURE, e);
    }
  }

  private CommandException away(String what, int exitCode, IOException cause) {
    String remedy =
        cause instanceof SSLException
            ? ""
            : "; is a server running? --url or SURETY_URL says where";
    return new CommandException(url + ": " + what + remedy, exitCode, cause);
  }

  private JsonNode json(HttpResponse<InputStream> response) {
    try (InputStream in = response.body()) {
      byte[] bytes = in.readAllBytes();
      return bytes.length == 0 ? MissingNode.getInstance() : Json.read(bytes);
    } catch (IOException e) {
      // Another program, or a proxy in between: the status says what there is to say.
      if (response.statusCode() >= PROBLEMS) {
        return MissingNode.getInstance();
      }
      throw new CommandException(
          url + ": answered no JSON; is it a Surety server? --url or SURETY_URL says where", 1, e);
    }
  }
}
