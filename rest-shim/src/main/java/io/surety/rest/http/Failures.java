package io.surety.rest.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.router.EndpointNotFound;
import io.surety.rest.json.Json;
import io.surety.rest.problem.Problem;
import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever was thrown into a problem; nobody outside sees a stack trace. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private final Replies replies;
  private final byte[] broken;

  Failures(Replies replies, Json json) {
    this.replies = replies;
    this.broken =
        json.write(Problem.of(ProblemCode.INTERNAL_ERROR, "The server's log says why.").toJson(""));
  }

  void install(JavalinConfig config) {
    config.routes.exception(ProblemException.class, (e, ctx) -> replies.problem(ctx, e.problem()));
    config.routes.exception(EndpointNotFound.class, (e, ctx) -> noSuchRoute(ctx));
    config.routes.exception(MethodNotAllowedResponse.class, this::methodNotAllowed);
    config.routes.exception(HttpResponseException.class, this::refused);
    config.routes.exception(Exception.class, this::defect);
    config.router.javaLangErrorHandler(this::broken);
  }

  private void noSuchRoute(Context ctx) {
    replies.problem(ctx, Problem.of(ProblemCode.NO_SUCH_ROUTE, "GET / lists the routes."));
  }

  private void methodNotAllowed(MethodNotAllowedResponse e, Context ctx) {
    ctx.header("Allow", String.join(",", e.getDetails().values()));
    replies.problem(
        ctx,
        Problem.of(
            ProblemCode.METHOD_NOT_ALLOWED,
            "Not " + ctx.method() + " here; GET / lists the routes with their methods."));
  }

  private void refused(HttpResponseException e, Context ctx) {
    int status = Math.max(400, e.getStatus());
    replies.problem(
        ctx,
        Problem.of(ProblemCode.HTTP_REFUSED, "HTTP status " + status + ".").withStatus(status));
  }

  /** Nothing is put together here: a JVM that is out of memory has none to spare. */
  private void broken(HttpServletResponse response, Error error) {
    LOG.error("A request failed", error);
    if (response.isCommitted()) {
      return;
    }
    response.reset();
    response.setStatus(ProblemCode.INTERNAL_ERROR.status());
    response.setContentType(Problem.MEDIA_TYPE);
    // Closed, so that nothing follows that the route had in hand.
    try (ServletOutputStream out = response.getOutputStream()) {
      out.write(broken);
    } catch (IOException e) {
      LOG.debug("The caller has gone", e);
    }
  }

  private void defect(Exception e, Context ctx) {
    String reference = UUID.randomUUID().toString();
    LOG.error(
        "Request {} {} failed, reference {}", ctx.method(), ctx.endpoint().path, reference, e);
    replies.problem(
        ctx,
        Problem.of(
            ProblemCode.INTERNAL_ERROR,
            "The server's log says why, with reference " + reference + "."));
  }
}
