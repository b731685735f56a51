package io.surety.rest.http;

import io.javalin.http.Context;
import io.surety.rest.json.Json;
import io.surety.rest.problem.Problem;

/** Writes responses. Thread-safe. */
final class Replies {
  static final String RETRY_AFTER = "Retry-After";
  static final String LOCATION = "Location";

  private final Json json;

  Replies(Json json) {
    this.json = json;
  }

  /** A JSON body. */
  void json(Context ctx, int status, Object body) {
    ctx.status(status).contentType("application/json").result(json.write(body));
  }

  /** What could not be done. */
  void problem(Context ctx, Problem problem) {
    problem
        .retryAfterMs()
        .ifPresent(ms -> ctx.header(RETRY_AFTER, String.valueOf(Math.max(1, (ms + 999) / 1000))));
    ctx.status(problem.status())
        .contentType(Problem.MEDIA_TYPE)
        .result(json.write(problem.toJson(ctx.req().getRequestURI())));
  }

  /** Where a message is to be looked at. The id keeps to characters that need no escape. */
  static String location(String messageId) {
    return "/api/v1/messages/" + messageId;
  }
}
