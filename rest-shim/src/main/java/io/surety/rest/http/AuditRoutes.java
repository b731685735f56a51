package io.surety.rest.http;

import static io.surety.rest.http.Route.get;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.surety.rest.Engine;
import io.surety.rest.access.Access;
import io.surety.rest.audit.AuditTrail;
import io.surety.rest.problem.Problem;
import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What operators did. */
final class AuditRoutes {
  private static final long RETRY_MS = 1_000;

  private final Supplier<Engine> engine;
  private final Replies replies;

  private AuditRoutes(Supplier<Engine> engine, Replies replies) {
    this.engine = engine;
    this.replies = replies;
  }

  static List<Route> of(Supplier<Engine> engine, Replies replies) {
    AuditRoutes audit = new AuditRoutes(engine, replies);
    return List.of(
        get("/api/v1/audit", Access.VIEW, "who did what, when and why", audit::list)
            .withQuery("caller", "messageId", "limit", "cursor"));
  }

  private void list(Context ctx) {
    AuditTrail.Page page =
        engine
            .get()
            .auditTrail()
            .read(is(ctx, "caller").and(is(ctx, "messageId")), cursor(ctx), ListRoutes.limit(ctx))
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.of(
                                ProblemCode.BUSY, "The audit log is read by one after the other.")
                            .retryAfter(RETRY_MS)));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("items", page.deeds());
    page.next().ifPresent(next -> json.put("nextCursor", Long.toString(next)));
    replies.json(ctx, 200, json);
  }

  private static Predicate<ObjectNode> is(Context ctx, String name) {
    @Nullable String wanted = ctx.queryParam(name);
    return wanted == null ? deed -> true : deed -> deed.path(name).asText().equals(wanted);
  }

  private static Optional<Long> cursor(Context ctx) {
    @Nullable String cursor = ctx.queryParam("cursor");
    if (cursor == null) {
      return Optional.empty();
    }
    if (!cursor.matches("[0-9]{1,18}")) {
      throw ListRoutes.invalid("cursor", cursor, "is none", "send the nextCursor of a page");
    }
    return Optional.of(Long.parseLong(cursor));
  }
}
