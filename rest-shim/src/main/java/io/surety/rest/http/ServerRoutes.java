package io.surety.rest.http;

import io.javalin.http.Context;
import io.surety.rest.Version;

/** What is asked about the server itself. */
final class ServerRoutes {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final ServerState state;
  private final Replies replies;

  ServerRoutes(ServerState state, Replies replies) {
    this.state = state;
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
}
