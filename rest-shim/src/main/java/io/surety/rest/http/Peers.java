package io.surety.rest.http;

import io.javalin.http.Context;
import io.surety.topology.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Hands requests about a message to the instance that owns it, once: a request that has been handed
 * over is answered where it is. Thread-safe.
 */
final class Peers {
  /** Marks a request that has been handed over. */
  static final String HOPS = "Surety-Hops";

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final List<String> RELAYED =
      List.of(
          Replies.LOCATION,
          Replies.RETRY_AFTER,
          Replies.POSITION,
          "Content-Disposition",
          "Content-Security-Policy");

  private final Duration answerTimeout;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /** The owner answers within this time, or is asked no longer. */
  Peers(Duration answerTimeout) {
    this.answerTimeout = answerTimeout;
  }

  /**
   * Has the owner answer the request.
   *
   * @param body what to send on; empty for none
   * @return false if it was handed over before, or the owner does not answer
   */
  boolean answered(Context ctx, Answer.Elsewhere owner, byte[] body) {
    Optional<HttpResponse<byte[]>> answer = ask(ctx, owner, body);
    answer.ifPresent(response -> relay(ctx, response));
    return answer.isPresent();
  }

  /** What the owner answers to the request; empty as above. */
  Optional<HttpResponse<byte[]>> ask(Context ctx, Answer.Elsewhere owner, byte[] body) {
    return isHandedOver(ctx) ? Optional.empty() : ask(request(ctx, owner, body));
  }

  /** True if another instance has sent this request here. */
  static boolean isHandedOver(Context ctx) {
    return ctx.header(HOPS) != null;
  }

  /** Answers with what another instance answered. */
  void relay(Context ctx, HttpResponse<byte[]> response) {
    for (String name : RELAYED) {
      response.headers().firstValue(name).ifPresent(value -> ctx.header(name, value));
    }
    response.headers().firstValue("Content-Type").ifPresent(ctx::contentType);
    ctx.status(response.statusCode()).result(response.body());
  }

  /**
   * Asks another instance for its own part of something.
   *
   * @param pathAndQuery as it is sent
   */
  CompletableFuture<HttpResponse<byte[]>> get(
      Answer.Elsewhere other, String pathAndQuery, Duration timeout) {
    HttpRequest request =
        HttpRequest.newBuilder(uri(other, pathAndQuery))
            .timeout(timeout)
            .header(HOPS, "1")
            .GET()
            .build();
    return http.sendAsync(request, BodyHandlers.ofByteArray());
  }

  private static URI uri(Answer.Elsewhere other, String pathAndQuery) {
    return URI.create("http://" + HostAndPort.of(other.host(), other.port()) + pathAndQuery);
  }

  private HttpRequest request(Context ctx, Answer.Elsewhere owner, byte[] body) {
    @Nullable String query = ctx.queryString();
    URI uri = uri(owner, ctx.req().getRequestURI() + (query == null ? "" : "?" + query));
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(answerTimeout);
    if (body.length > 0) {
      request.header("Content-Type", "application/json");
    }
    return request
        .header(HOPS, "1")
        .method(
            ctx.method().name(),
            body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
        .build();
  }

  private Optional<HttpResponse<byte[]>> ask(HttpRequest request) {
    try {
      return Optional.of(http.send(request, BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      // It went away; whoever owns the message next will say so.
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
