package io.surety.rest.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.surety.rest.access.Access;
import io.surety.rest.problem.FieldError;
import io.surety.rest.problem.Problem;
import io.surety.rest.problem.ProblemException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One route.
 *
 * @param access who may call it
 * @param what it does, for the page at {@code /}
 * @param query the names of its query parameters; others are refused, because a mistyped one would
 *     change the meaning
 */
record Route(
    HandlerType method,
    String path,
    Access access,
    String what,
    List<String> query,
    Handler handler) {

  static Route get(String path, Access access, String what, Handler handler) {
    return new Route(HandlerType.GET, path, access, what, List.of(), handler);
  }

  static Route post(String path, Access access, String what, Handler handler) {
    return new Route(HandlerType.POST, path, access, what, List.of(), handler);
  }

  static Route put(String path, Access access, String what, Handler handler) {
    return new Route(HandlerType.PUT, path, access, what, List.of(), handler);
  }

  static Route delete(String path, Access access, String what, Handler handler) {
    return new Route(HandlerType.DELETE, path, access, what, List.of(), handler);
  }

  Route withQuery(String... names) {
    return new Route(method, path, access, what, List.of(names), handler);
  }

  /**
   * Returns if the query is one for this route.
   *
   * @throws ProblemException if not
   */
  void checkQuery(Context ctx) {
    List<FieldError> errors = new ArrayList<>(unreadable(ctx.queryString()));
    ctx.queryParamMap()
        .forEach(
            (name, values) -> {
              if (!query.contains(name)) {
                errors.add(unknown(name));
              } else if (values.size() > 1) {
                errors.add(new FieldError("?" + name, "", name + " is there twice", "send one"));
              }
            });
    if (!errors.isEmpty()) {
      throw new ProblemException(Problem.invalid(errors));
    }
  }

  /** What cannot be decoded would otherwise be passed over, as if it were not there. */
  private static List<FieldError> unreadable(@Nullable String rawQuery) {
    try {
      if (rawQuery != null) {
        URLDecoder.decode(rawQuery, StandardCharsets.UTF_8);
      }
      return List.of();
    } catch (IllegalArgumentException e) {
      return List.of(
          new FieldError("?", "", "the query has a % without two hex digits", "write it as %25"));
    }
  }

  private FieldError unknown(String name) {
    String shown = name.length() > 80 ? name.substring(0, 80) : name;
    return new FieldError(
        "?" + shown,
        "",
        "'" + shown + "' is not a query parameter here",
        query.isEmpty() ? "leave it out" : "the parameters are " + String.join(", ", query));
  }
}
