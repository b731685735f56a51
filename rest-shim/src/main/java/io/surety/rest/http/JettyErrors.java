package io.surety.rest.http;

import io.surety.rest.json.Json;
import io.surety.rest.problem.Problem;
import io.surety.rest.problem.ProblemCode;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Problems with HTTP itself, which never reach a route: bad syntax, headers that are too large. */
final class JettyErrors extends ErrorHandler {
  private final Json json;

  JettyErrors(Json json) {
    this.json = json;
  }

  /** Whatever was asked: Jetty itself has something to say only to GET, POST and HEAD. */
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    generateResponse(request, response, response.getStatus(), null, null, callback);
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.write(true, ByteBuffer.wrap(body(status)), callback);
  }

  @Override
  public ByteBuffer badMessageError(
      int status, @Nullable String reason, HttpFields.Mutable fields) {
    fields.put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    return ByteBuffer.wrap(body(status));
  }

  private byte[] body(int status) {
    return json.write(problem(status).withStatus(Math.max(400, status)).toJson(""));
  }

  private static Problem problem(int status) {
    return switch (status) {
      case 500 -> Problem.of(ProblemCode.INTERNAL_ERROR, "The server's log says why.");
      case 503 -> Problem.of(ProblemCode.NOT_RUNNING, "It is stopping; ask again.");
      default ->
          Problem.of(
              ProblemCode.HTTP_REFUSED,
              "The request is not HTTP as this server takes it: check its first line, the length of"
                  + " its headers, and the escapes in its path.");
    };
  }
}
