package io.surety.rest.http;

import io.javalin.http.Context;
import io.surety.rest.Version;
import io.surety.rest.metrics.MetricsSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What is asked about the server itself. */
final class ServerRoutes {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final byte[] openApi = readOpenApi();
  private final ServerState state;
  private final MetricsSource metrics;
  private final Replies replies;

  ServerRoutes(ServerState state, MetricsSource metrics, Replies replies) {
    this.state = state;
    this.metrics = metrics;
    this.replies = replies;
  }

  void live(Context ctx) {
    replies.json(ctx, state.isLive() ? OK : UNAVAILABLE, state.details());
  }

  void ready(Context ctx) {
    replies.json(ctx, state.isReady() ? OK : UNAVAILABLE, state.details());
  }

  void version(Context ctx) {
    replies.json(ctx, OK, Version.all());
  }

  void metrics(Context ctx) {
    ctx.contentType(MetricsSource.CONTENT_TYPE).result(metrics.get());
  }

  void openApi(Context ctx) {
    ctx.contentType("application/yaml").result(openApi);
  }

  private static byte[] readOpenApi() {
    try (InputStream in = Version.class.getResourceAsStream("openapi.yaml")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("openapi.yaml cannot be read", e);
    }
  }
}
