package io.surety.rest.http;

import io.javalin.http.Context;
import io.surety.rest.Engine;
import io.surety.rest.json.RegistrationJson;
import io.surety.rest.json.RegistrationRequest;
import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
import io.surety.schemas.avro.ProducerRegistration;
import io.surety.schemas.avro.SubscriptionRegistration;
import java.util.LinkedHashMap;
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
    List<ProducerRegistration> own =
        engine.get().queries().producers().stream()
            .filter(producer -> Callers.of(ctx).ownsProducer(producer.getName()))
            .toList();
    list(ctx, own, RegistrationJson::of);
  }

  void subscriptions(Context ctx) {
    List<SubscriptionRegistration> own =
        engine.get().queries().subscriptions().stream()
            .filter(subscription -> Callers.of(ctx).ownsGroup(subscription.getGroup()))
            .toList();
    list(ctx, own, RegistrationJson::of);
  }

  void destination(Context ctx) {
    String topic = PathNames.topic(ctx);
    shown(
        ctx,
        registered(engine.get().queries().destination(topic).map(RegistrationJson::of)),
        engine.get().destinations().warning(topic));
  }

  void producer(Context ctx) {
    String name = PathNames.producer(ctx);
    one(
        ctx,
        engine.get().queries().producer(name).filter(own -> Callers.of(ctx).ownsProducer(name)),
        RegistrationJson::of);
  }

  void subscription(Context ctx) {
    String topic = PathNames.topic(ctx);
    String group = PathNames.group(ctx);
    one(
        ctx,
        engine
            .get()
            .queries()
            .subscription(topic, group)
            .filter(own -> Callers.of(ctx).ownsGroup(group)),
        RegistrationJson::of);
  }

  void putDestination(Context ctx) {
    var destination = RegistrationRequest.destination(bodies.object(ctx), PathNames.topic(ctx));
    String topic = PathNames.topic(ctx);
    ETags.check(ctx, () -> engine.get().queries().destination(topic).map(RegistrationJson::of));
    engine.get().registering().put(destination);
    shown(ctx, RegistrationJson.of(destination), engine.get().destinations().warningSoon(topic));
  }

  void putProducer(Context ctx) {
    Ownership.mustOwnProducer(Callers.of(ctx), PathNames.producer(ctx));
    var producer =
        RegistrationRequest.producer(
            bodies.object(ctx), PathNames.producer(ctx), engine.get().callbacks());
    String name = PathNames.producer(ctx);
    ETags.check(ctx, () -> engine.get().queries().producer(name).map(RegistrationJson::of));
    engine.get().registering().put(producer);
    shown(ctx, RegistrationJson.of(producer));
  }

  void putSubscription(Context ctx) {
    Ownership.mustOwnGroup(Callers.of(ctx), PathNames.group(ctx));
    var subscription =
        RegistrationRequest.subscription(
            bodies.object(ctx),
            PathNames.topic(ctx),
            PathNames.group(ctx),
            engine.get().callbacks());
    String topic = PathNames.topic(ctx);
    String group = PathNames.group(ctx);
    ETags.check(
        ctx, () -> engine.get().queries().subscription(topic, group).map(RegistrationJson::of));
    engine.get().registering().put(subscription);
    shown(ctx, RegistrationJson.of(subscription));
  }

  void deleteDestination(Context ctx) {
    String topic = PathNames.topic(ctx);
    ETags.check(ctx, () -> engine.get().queries().destination(topic).map(RegistrationJson::of));
    engine.get().registering().removeDestination(topic);
    ctx.status(204);
  }

  void deleteProducer(Context ctx) {
    Ownership.mustOwnProducer(Callers.of(ctx), PathNames.producer(ctx));
    String name = PathNames.producer(ctx);
    ETags.check(ctx, () -> engine.get().queries().producer(name).map(RegistrationJson::of));
    engine.get().registering().removeProducer(name);
    ctx.status(204);
  }

  void deleteSubscription(Context ctx) {
    Ownership.mustOwnGroup(Callers.of(ctx), PathNames.group(ctx));
    String topic = PathNames.topic(ctx);
    String group = PathNames.group(ctx);
    ETags.check(
        ctx, () -> engine.get().queries().subscription(topic, group).map(RegistrationJson::of));
    engine.get().registering().removeSubscription(topic, group);
    ctx.status(204);
  }

  private <R> void list(Context ctx, List<R> all, Function<R, Map<String, Object>> json) {
    replies.json(ctx, 200, Map.of("items", all.stream().map(json).toList()));
  }

  private <R> void one(Context ctx, Optional<R> found, Function<R, Map<String, Object>> json) {
    shown(ctx, registered(found.map(json)), Optional.empty());
  }

  private static Map<String, Object> registered(Optional<Map<String, Object>> found) {
    return found.orElseThrow(
        () ->
            ProblemException.of(
                ProblemCode.REGISTRATION_NOT_FOUND, "PUT the same path to register it."));
  }

  private void shown(Context ctx, Map<String, Object> json) {
    shown(ctx, json, Optional.empty());
  }

  /** How the topic is doing is no part of what is registered, and not of its tag. */
  private void shown(Context ctx, Map<String, Object> json, Optional<String> warning) {
    ctx.header(ETags.NAME, ETags.of(json));
    Map<String, Object> all = new LinkedHashMap<>(json);
    warning.ifPresent(text -> all.put("warning", text));
    replies.json(ctx, 200, all);
  }
}
