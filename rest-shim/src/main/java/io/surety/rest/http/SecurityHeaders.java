package io.surety.rest.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;

/** What every answer tells a browser: keep nothing, guess nothing, run nothing, frame nothing. */
final class SecurityHeaders implements Handler {
  private final boolean isHttps;

  SecurityHeaders(boolean isHttps) {
    this.isHttps = isHttps;
  }

  @Override
  public void handle(Context ctx) {
    ctx.header("Cache-Control", "no-store")
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        .header("Referrer-Policy", "no-referrer");
    if (isHttps) {
      ctx.header("Strict-Transport-Security", "max-age=31536000");
    }
  }
}
