package io.surety.rest.http;

import io.javalin.http.Context;
import io.surety.rest.json.Json;
import io.surety.rest.problem.Problem;
import java.util.Arrays;

/** Writes responses. Thread-safe. */
final class Replies {
  static final String RETRY_AFTER = "Retry-After";
  static final String LOCATION = "Location";

  /** Where a change is in the log. */
  static final String POSITION = "Surety-Position";

  private final Json json;

  Replies(Json json) {
    this.json = json;
  }

  /** A JSON body. */
  void json(Context ctx, int status, Object body) {
    ctx.status(status).contentType("application/json").result(line(body));
  }

  /** What could not be done. */
  void problem(Context ctx, Problem problem) {
    problem
        .retryAfterMs()
        .ifPresent(ms -> ctx.header(RETRY_AFTER, String.valueOf(Math.max(1, (ms + 999) / 1000))));
    ctx.status(problem.status())
        .contentType(Problem.MEDIA_TYPE)
        .result(line(problem.toJson(ctx.req().getRequestURI())));
  }

  /** Ends with a line break, for those who look at it in a terminal. */
  private byte[] line(Object body) {
    byte[] text = json.write(body);
    byte[] line = Arrays.copyOf(text, text.length + 1);
    line[text.length] = '\n';
    return line;
  }

  /** Where a message is to be looked at. The id keeps to characters that need no escape. */
  static String location(String messageId) {
    return "/api/v1/messages/" + messageId;
  }
}
