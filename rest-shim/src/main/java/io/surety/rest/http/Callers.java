package io.surety.rest.http;

import io.javalin.http.Context;
import io.surety.rest.access.Caller;
import org.jspecify.annotations.Nullable;

/** Who sent the request. */
final class Callers {
  private static final String CALLER = "surety.caller";

  private Callers() {}

  /** Remembers who it is. */
  static void set(Context ctx, Caller caller) {
    ctx.attribute(CALLER, caller);
  }

  /** The caller; every request that reaches a handler has one. */
  static Caller of(Context ctx) {
    @Nullable Caller caller = ctx.attribute(CALLER);
    if (caller == null) {
      throw new IllegalStateException("nobody asked who sends " + ctx.path());
    }
    return caller;
  }
}
