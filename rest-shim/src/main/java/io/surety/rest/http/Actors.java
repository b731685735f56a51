package io.surety.rest.http;

import io.javalin.http.Context;
import io.surety.rest.access.Caller;
import io.surety.rest.json.DecideRequest;
import io.surety.rest.redrive.Redrives;

/** Who does something: known and not only claimed, where callers have to say who they are. */
final class Actors {
  private Actors() {}

  /** The caller's name, with what the body claims in brackets; that alone if nobody is known. */
  static String of(Caller caller, String claimed) {
    if (!caller.isKnown()) {
      return claimed;
    }
    return DecideRequest.actor(
        claimed.isEmpty() ? caller.name() : caller.name() + " (" + claimed + ")");
  }

  static Redrives.Said signed(Context ctx, Redrives.Said said) {
    return new Redrives.Said(of(Callers.of(ctx), said.actor()), said.reason());
  }
}
