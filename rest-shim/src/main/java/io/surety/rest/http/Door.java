package io.surety.rest.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.surety.rest.access.Access;
import io.surety.rest.access.Authentication;
import io.surety.rest.access.Caller;
import io.surety.rest.access.KeysUnavailableException;
import io.surety.rest.access.PeerSeal;
import io.surety.rest.access.RateLimit;
import io.surety.rest.access.Role;
import io.surety.rest.metrics.PeerCounts;
import io.surety.rest.problem.Problem;
import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nobody gets to a route but through here: who is it, are they within their rate, may their role.
 * What is an application's own, only the routes can tell. Thread-safe.
 */
final class Door {
  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final String BEARER = "Bearer ";
  private static final long RETRY_MS = 1_000;

  private final Optional<Authentication> authentication;
  private final Optional<PeerSeal> peers;
  private final RateLimit limit;

  private final PeerCounts peerCounts;
  private final Complaints complaints = new Complaints(System::nanoTime);
  private final Bodies bodies;
  private final Auditing auditing;

  /**
   * @param authentication empty if nobody has to say who they are
   * @param peers how requests of other instances are told from others; present where there is
   *     authentication
   */
  Door(
      Optional<Authentication> authentication,
      Optional<PeerSeal> peers,
      RateLimit limit,
      Bodies bodies,
      Auditing auditing,
      PeerCounts peerCounts) {
    this.authentication = authentication;
    this.peers = peers;
    this.limit = limit;
    this.bodies = bodies;
    this.auditing = auditing;
    this.peerCounts = peerCounts;
  }

  /** The route behind the door. */
  Handler of(Route route) {
    return ctx -> {
      admit(ctx, route.access());
      route.checkQuery(ctx);
      auditing.around(ctx, route);
    };
  }

  private void admit(Context ctx, Access access) {
    if (access == Access.ANYONE) {
      return;
    }
    Caller caller = caller(ctx);
    Callers.set(ctx, caller);
    if (!access.admits(caller.role())) {
      throw refused(caller, access);
    }
  }

  /** What roles may do is no secret: the API's description says it to everybody. */
  private static ProblemException refused(Caller caller, Access access) {
    List<String> needed = access.roles().stream().map(Role::word).toList();
    return new ProblemException(
        Problem.of(
                ProblemCode.ROLE_NOT_ALLOWED,
                "This needs the role "
                    + String.join(" or ", needed)
                    + ", and '"
                    + caller.name()
                    + "' has the role "
                    + caller.role().word()
                    + ".")
            .with("neededRoles", needed)
            .with("role", caller.role().word()));
  }

  private Caller caller(Context ctx) {
    if (authentication.isEmpty()) {
      return Caller.LOCAL;
    }
    if (Peers.isHandedOver(ctx)) {
      return sentByPeer(ctx);
    }
    @Nullable String header = ctx.header("Authorization");
    Optional<Caller> caller = header == null ? Optional.empty() : caller(header);
    mustBeWithinRate(caller.map(Caller::name).orElse("unknown@" + ctx.req().getRemoteAddr()));
    return caller.orElseThrow(() -> unauthenticated(ctx, header));
  }

  private Optional<Caller> caller(String header) {
    if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Optional.empty();
    }
    try {
      return authentication.orElseThrow().caller(header.substring(BEARER.length()).trim());
    } catch (KeysUnavailableException e) {
      if (complaints.isDue("tokens")) {
        LOG.warn("A token cannot be checked: {}", e.getMessage());
      }
      throw new ProblemException(
          Problem.of(
                  ProblemCode.TOKEN_NOT_CHECKABLE,
                  "The keys of the tokens' issuer cannot be fetched now; ask again.")
              .retryAfter(RETRY_MS));
    }
  }

  private void mustBeWithinRate(String who) {
    if (!limit.admits(who)) {
      throw new ProblemException(
          Problem.of(
                  ProblemCode.TOO_MANY_REQUESTS,
                  "'" + who + "' sends more than surety.rest.requests.per.second; ask again later.")
              .retryAfter(RETRY_MS));
    }
  }

  private static ProblemException unauthenticated(Context ctx, @Nullable String header) {
    ctx.header(
        "WWW-Authenticate",
        header == null
            ? "Bearer realm=\"surety\""
            : "Bearer realm=\"surety\", error=\"invalid_token\"");
    return ProblemException.of(
        ProblemCode.UNAUTHENTICATED,
        header == null
            ? "Send an API key or a token: Authorization: Bearer ..."
            : "The key or token does not count here: it is mistyped, has expired, or is another"
                + " server's.");
  }

  /** The instance that sends it has asked who the caller is, and counted the request. */
  private Caller sentByPeer(Context ctx) {
    @Nullable String seal = ctx.header(Peers.SEAL);
    String told = Optional.ofNullable(ctx.header(CallerHeader.NAME)).orElse("");
    PeerSeal.Verdict verdict =
        seal == null
            ? PeerSeal.Verdict.FORGED
            : peers
                .orElseThrow()
                .verify(
                    new PeerSeal.Request(
                        ctx.method().name(), Peers.pathAndQuery(ctx), told, bodies.raw(ctx)),
                    seal);
    Optional<Caller> caller =
        verdict == PeerSeal.Verdict.GENUINE ? CallerHeader.read(told) : Optional.empty();
    return caller.orElseThrow(
        () -> {
          mustBeWithinRate("unknown@" + ctx.req().getRemoteAddr());
          peerCounts.refusedHere();
          if (complaints.isDue("peer " + ctx.req().getRemoteAddr())) {
            LOG.warn(
                "A request of another server, from {}, is refused: {}",
                ctx.req().getRemoteAddr(),
                because(verdict));
          }
          return ProblemException.of(ProblemCode.PEER_NOT_TRUSTED, because(verdict));
        });
  }

  private static String because(PeerSeal.Verdict verdict) {
    return verdict == PeerSeal.Verdict.OUT_OF_TIME
        ? "The clocks of the two servers differ by more than 30 s: synchronise them."
        : "Only servers with the same surety.rest.peer.secret may send Surety-Hops.";
  }
}
