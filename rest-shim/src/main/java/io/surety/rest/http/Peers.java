package io.surety.rest.http;

import io.javalin.http.Context;
import io.surety.rest.access.Caller;
import io.surety.rest.access.PeerSeal;
import io.surety.rest.metrics.PeerCounts;
import io.surety.rest.problem.Problem;
import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands requests about a message to the instance that owns it, once: a request that has been handed
 * over is answered where it is. Thread-safe.
 */
final class Peers {
  /** Marks a request that has been handed over. */
  static final String HOPS = "Surety-Hops";

  /** Proves that an instance sent it. */
  static final String SEAL = "Surety-Peer";

  private static final Logger LOG = LoggerFactory.getLogger(Peers.class);
  private static final byte[] NO_BODY = new byte[0];
  private static final int UNAUTHENTICATED = 401;
  private static final long REFUSED_RETRY_MS = 5_000;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final List<String> RELAYED =
      List.of(
          Replies.LOCATION,
          Replies.RETRY_AFTER,
          Replies.POSITION,
          ETags.NAME,
          Preference.APPLIED,
          "Content-Disposition",
          "Content-Security-Policy");

  private final Duration answerTimeout;
  private final PeerLink link;
  private final HttpClient http;
  private final PeerCounts counts;
  private final Complaints complaints = new Complaints(System::nanoTime);

  /** Those whose last answer was that they do not trust this one. */
  private final Set<String> refusing = ConcurrentHashMap.newKeySet();

  /** The owner answers within this time, or is asked no longer. */
  Peers(Duration answerTimeout, PeerLink link, PeerCounts counts) {
    this.answerTimeout = answerTimeout;
    this.link = link;
    this.counts = counts;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER);
    link.tls().ifPresent(builder::sslContext);
    this.http = builder.build();
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
   * @param caller on whose behalf
   * @param pathAndQuery as it is sent
   */
  CompletableFuture<HttpResponse<byte[]>> get(
      Answer.Elsewhere other, Caller caller, String pathAndQuery, Duration timeout) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(other, pathAndQuery)).timeout(timeout).GET();
    seal(request, new PeerSeal.Request("GET", pathAndQuery, CallerHeader.write(caller), NO_BODY));
    HttpRequest sealed = request.build();
    return http.sendAsync(sealed, BodyHandlers.ofByteArray())
        .whenComplete(
            (response, failure) -> {
              if (response == null) {
                refusing.remove(authority(sealed));
              } else {
                note(sealed, response);
              }
            });
  }

  /** What a request asks for, as it was sent. */
  static String pathAndQuery(Context ctx) {
    @Nullable String query = ctx.queryString();
    return ctx.req().getRequestURI() + (query == null ? "" : "?" + query);
  }

  /**
   * Why nobody can tell what the owner of a message knows: it is away, or it does not trust this
   * instance, which does not pass by itself.
   */
  ProblemException away(Answer.Elsewhere owner, long retryAfterMs) {
    String authority = HostAndPort.of(owner.host(), owner.port());
    return refusing.contains(authority) ? refuses(authority) : Ownership.moving(retryAfterMs);
  }

  private static ProblemException refuses(String authority) {
    return new ProblemException(
        Problem.of(
                ProblemCode.PEER_REFUSES,
                "Server "
                    + authority
                    + " has it, and does not trust this one. Have an administrator set the same"
                    + " surety.rest.peer.secret on every server, and the clocks; all of them ask"
                    + " for authentication, or none.")
            .retryAfter(REFUSED_RETRY_MS));
  }

  /** That it refuses is not the caller's fault, who is known here. */
  private void note(HttpRequest request, HttpResponse<byte[]> response) {
    String authority = authority(request);
    if (response.statusCode() != UNAUTHENTICATED) {
      refusing.remove(authority);
      return;
    }
    refusing.add(authority);
    counts.refusedThere();
    if (complaints.isDue(authority)) {
      LOG.warn(
          "Server {} does not trust this one, and its log says why. Both need the same"
              + " surety.rest.peer.secret, and clocks that agree; both ask for authentication, or"
              + " neither. Until then messages that it has cannot be read here",
          authority);
    }
  }

  private static String authority(HttpRequest request) {
    return request.uri().getAuthority();
  }

  private URI uri(Answer.Elsewhere other, String pathAndQuery) {
    return URI.create(
        link.scheme() + "://" + HostAndPort.of(other.host(), other.port()) + pathAndQuery);
  }

  private HttpRequest request(Context ctx, Answer.Elsewhere owner, byte[] body) {
    String pathAndQuery = pathAndQuery(ctx);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(owner, pathAndQuery))
            .timeout(answerTimeout)
            .method(
                ctx.method().name(),
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (body.length > 0) {
      request.header("Content-Type", "application/json");
    }
    @Nullable String ifMatch = ctx.header(ETags.IF_MATCH);
    if (ifMatch != null) {
      request.header(ETags.IF_MATCH, ifMatch);
    }
    @Nullable String prefer = ctx.header(Preference.NAME);
    if (prefer != null) {
      request.header(Preference.NAME, prefer);
    }
    seal(
        request,
        new PeerSeal.Request(
            ctx.method().name(), pathAndQuery, CallerHeader.write(Callers.of(ctx)), body));
    return request.build();
  }

  /** Says that it has been handed over, and where there is authentication, by whom and for whom. */
  private void seal(HttpRequest.Builder request, PeerSeal.Request sealed) {
    request.header(HOPS, "1");
    link.seal()
        .ifPresent(
            seal ->
                request.header(CallerHeader.NAME, sealed.caller()).header(SEAL, seal.seal(sealed)));
  }

  private Optional<HttpResponse<byte[]>> ask(HttpRequest request) {
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      note(request, response);
      return response.statusCode() == UNAUTHENTICATED ? Optional.empty() : Optional.of(response);
    } catch (IOException e) {
      // It went away; whoever owns the message next will say so.
      refusing.remove(authority(request));
      LOG.debug("{} does not answer", authority(request), e);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
