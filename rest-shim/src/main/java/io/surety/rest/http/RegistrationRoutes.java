package io.surety.rest.http;

import io.javalin.http.Context;
import io.surety.rest.Engine;
import io.surety.rest.json.RegistrationJson;
import io.surety.rest.json.RegistrationRequest;
import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What is registered. Every instance knows all of it. */
final class RegistrationRoutes {
  private final Supplier<Engine> engine;
  private final Bodies bodies;
  private final Replies replies;

  RegistrationRoutes(Supplier<Engine> engine, Bodies bodies, Replies replies) {
    this.engine = engine;
    this.bodies = bodies;
    this.replies = replies;
  }

  void destinations(Context ctx) {
    list(ctx, engine.get().queries().destinations(), RegistrationJson::of);
  }

  void producers(Context ctx) {
    list(ctx, engine.get().queries().producers(), RegistrationJson::of);
  }

  void subscriptions(Context ctx) {
    list(ctx, engine.get().queries().subscriptions(), RegistrationJson::of);
  }

  void destination(Context ctx) {
    String topic = PathNames.topic(ctx);
    one(ctx, engine.get().queries().destination(topic), RegistrationJson::of);
  }

  void producer(Context ctx) {
    String name = PathNames.producer(ctx);
    one(ctx, engine.get().queries().producer(name), RegistrationJson::of);
  }

  void subscription(Context ctx) {
    String topic = PathNames.topic(ctx);
    one(
        ctx,
        engine.get().queries().subscription(topic, PathNames.group(ctx)),
        RegistrationJson::of);
  }

  void putDestination(Context ctx) {
    var destination = RegistrationRequest.destination(bodies.object(ctx), PathNames.topic(ctx));
    engine.get().registering().put(destination);
    replies.json(ctx, 200, RegistrationJson.of(destination));
  }

  void putProducer(Context ctx) {
    var producer = RegistrationRequest.producer(bodies.object(ctx), PathNames.producer(ctx));
    engine.get().registering().put(producer);
    replies.json(ctx, 200, RegistrationJson.of(producer));
  }

  void putSubscription(Context ctx) {
    var subscription =
        RegistrationRequest.subscription(
            bodies.object(ctx), PathNames.topic(ctx), PathNames.group(ctx));
    engine.get().registering().put(subscription);
    replies.json(ctx, 200, RegistrationJson.of(subscription));
  }

  void deleteDestination(Context ctx) {
    engine.get().registering().removeDestination(PathNames.topic(ctx));
    ctx.status(204);
  }

  void deleteProducer(Context ctx) {
    engine.get().registering().removeProducer(PathNames.producer(ctx));
    ctx.status(204);
  }

  void deleteSubscription(Context ctx) {
    engine.get().registering().removeSubscription(PathNames.topic(ctx), PathNames.group(ctx));
    ctx.status(204);
  }

  private <R> void list(Context ctx, List<R> all, Function<R, Map<String, Object>> json) {
    replies.json(ctx, 200, Map.of("items", all.stream().map(json).toList()));
  }

  private <R> void one(Context ctx, Optional<R> found, Function<R, Map<String, Object>> json) {
    replies.json(
        ctx,
        200,
        found
            .map(json)
            .orElseThrow(
                () ->
                    ProblemException.of(
                        ProblemCode.REGISTRATION_NOT_FOUND, "PUT the same path to register it.")));
  }
}
