package io.surety.rest.http;

import io.javalin.http.Context;
import io.surety.rest.problem.FieldError;
import io.surety.rest.problem.Problem;
import io.surety.rest.problem.ProblemException;
import io.surety.schemas.Names;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names in paths and queries, checked. */
final class PathNames {
  private PathNames() {}

  static String messageId(Context ctx) {
    return checked("{id}", ctx.pathParam("id"), Names.MESSAGE_ID);
  }

  static String job(Context ctx) {
    return checked("{job}", ctx.pathParam("job"), Names.MESSAGE_ID);
  }

  static String group(Context ctx) {
    return checked("{group}", ctx.pathParam("group"), Names.GROUP);
  }

  static String topic(Context ctx) {
    return checked("{topic}", ctx.pathParam("topic"), Names.DESTINATION);
  }

  static String producer(Context ctx) {
    return checked("{name}", ctx.pathParam("name"), Names.PRODUCER);
  }

  /** The query parameter {@code group}, when there is one. */
  static Optional<String> groupInQuery(Context ctx) {
    @Nullable String group = ctx.queryParam("group");
    return group == null ? Optional.empty() : Optional.of(checked("?group", group, Names.GROUP));
  }

  private static String checked(String where, String value, Names rule) {
    rule.problem(value)
        .ifPresent(
            detail -> {
              throw new ProblemException(
                  Problem.invalid(
                      List.of(new FieldError(where, "", detail, "send the name as it was given"))));
            });
    return value;
  }
}
