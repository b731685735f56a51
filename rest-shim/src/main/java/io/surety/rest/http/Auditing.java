package io.surety.rest.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.surety.rest.Engine;
import io.surety.rest.access.Access;
import io.surety.rest.access.Caller;
import io.surety.rest.audit.Deed;
import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Has it written down what people do. What applications do all day is not: the log of decisions
 * itself tells it. Thread-safe.
 */
final class Auditing {
  private final Supplier<Engine> engine;
  private final Bodies bodies;

  Auditing(Supplier<Engine> engine, Bodies bodies) {
    this.engine = engine;
    this.bodies = bodies;
  }

  /** Has the route handle it, between two records if it is to be written down. */
  void around(Context ctx, Route route) throws Exception {
    // Whoever handed it over has written it down.
    if (!isForTheRecord(ctx, route.access()) || Peers.isHandedOver(ctx)) {
      route.handler().handle(ctx);
      return;
    }
    String id = engine.get().audit().asked(deed(ctx));
    int status = ProblemCode.INTERNAL_ERROR.status();
    try {
      route.handler().handle(ctx);
      status = ctx.statusCode();
    } catch (ProblemException e) {
      status = e.problem().status();
      throw e;
    } finally {
      engine.get().audit().answered(id, status);
    }
  }

  /**
   * Operators' routes, reading payloads included, and every change by somebody who is known and no
   * application. As long as nobody has to say who they are, the routes that applications use tell
   * nothing of people.
   */
  private static boolean isForTheRecord(Context ctx, Access access) {
    return switch (access) {
      case OPERATE, ADMINISTER -> true;
      case OPERATE_OWN, SPEAK, VIEW, VIEW_OWN ->
          ctx.method() != HandlerType.GET && isKnownPerson(Callers.of(ctx));
      case ANYONE -> false;
    };
  }

  private static boolean isKnownPerson(Caller caller) {
    return caller.isKnown() && !caller.isApplication();
  }

  private Deed deed(Context ctx) {
    Caller caller = Callers.of(ctx);
    return new Deed(
        caller.name(),
        caller.role().word(),
        said(ctx, "actor"),
        ctx.req().getRemoteAddr(),
        ctx.method().name(),
        Peers.pathAndQuery(ctx),
        Optional.ofNullable(ctx.pathParamMap().get("id")),
        said(ctx, "reason"));
  }

  /** A text in the body, as far as there is one: whether it is right, the route says. */
  private Optional<String> said(Context ctx, String field) {
    try {
      ObjectNode body = bodies.object(ctx);
      return Optional.ofNullable(body.get(field))
          .filter(node -> node.isTextual())
          .map(node -> node.asText());
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }
}
