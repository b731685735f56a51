package io.surety.rest.http;

import static io.surety.rest.access.Access.ADMINISTER;
import static io.surety.rest.access.Access.ANYONE;
import static io.surety.rest.access.Access.OPERATE;
import static io.surety.rest.access.Access.OPERATE_OWN;
import static io.surety.rest.access.Access.SPEAK;
import static io.surety.rest.access.Access.VIEW;
import static io.surety.rest.access.Access.VIEW_OWN;
import static io.surety.rest.http.Route.delete;
import static io.surety.rest.http.Route.get;
import static io.surety.rest.http.Route.post;
import static io.surety.rest.http.Route.put;

import java.util.List;
import java.util.stream.Stream;

/**
 * All routes, on one screen, each with who may call it; {@link IndexPage} shows them at {@code /}.
 */
final class Routes {
  private Routes() {}

  static List<Route> of(
      MessageRoutes messages, RegistrationRoutes registry, ServerRoutes server, List<Route> reads) {
    String message = "/api/v1/messages/{id}";
    String undecided = "/api/v1/undecided/{id}";
    String destination = "/api/v1/destinations/{topic}";
    String producer = "/api/v1/producers/{name}";
    String subscription = "/api/v1/subscriptions/{topic}/{group}";
    List<Route> routes =
        List.of(
            post("/api/v1/messages", SPEAK, "prepare, send or deliver directly", messages::create),
            post(message + "/confirm", OPERATE_OWN, "deliver it", messages::confirm),
            post(message + "/rollback", OPERATE_OWN, "never deliver it", messages::rollBack),
            post(
                message + "/cancel",
                OPERATE_OWN,
                "withdraw it before its delivery time",
                messages::cancel),
            post(
                message + "/reschedule",
                OPERATE_OWN,
                "give it another delivery time",
                messages::reschedule),
            post(
                message + "/deliver-now",
                OPERATE_OWN,
                "do not wait any longer",
                messages::deliverNow),
            post(message + "/redrive", OPERATE, "send a dead letter again", messages::redrive)
                .withQuery("group"),
            post(message + "/resolve", OPERATE, "close a dead letter", messages::resolve)
                .withQuery("group"),
            post(undecided + "/check-now", OPERATE, "ask its producer now", messages::checkNow),
            post(
                undecided + "/confirm",
                OPERATE,
                "deliver it, in its producer's place",
                messages::confirmByHand),
            post(
                undecided + "/rollback",
                OPERATE,
                "never deliver it, in its producer's place",
                messages::rollBackByHand),
            put(
                message + "/deliveries/{group}",
                SPEAK,
                "a group reports a delivery",
                messages::report),
            get("/api/v1/destinations", VIEW_OWN, "topics to deliver to", registry::destinations),
            get(destination, VIEW_OWN, "one of them", registry::destination),
            put(destination, ADMINISTER, "register it", registry::putDestination),
            delete(destination, ADMINISTER, "remove it", registry::deleteDestination),
            get(
                "/api/v1/producers",
                VIEW_OWN,
                "producers and how they are asked",
                registry::producers),
            get(producer, VIEW_OWN, "one of them", registry::producer),
            put(producer, SPEAK, "register it", registry::putProducer),
            delete(producer, SPEAK, "remove it", registry::deleteProducer),
            get(
                "/api/v1/subscriptions",
                VIEW_OWN,
                "who must consume what",
                registry::subscriptions),
            get(subscription, VIEW_OWN, "one of them", registry::subscription),
            put(subscription, SPEAK, "register it", registry::putSubscription),
            delete(subscription, SPEAK, "remove it", registry::deleteSubscription),
            get("/health/live", ANYONE, "is the process worth keeping", server::live),
            get("/health/ready", ANYONE, "does it make progress, and where", server::ready),
            get("/metrics", VIEW, "what is measured, for Prometheus", server::metrics),
            get("/version", ANYONE, "what runs here", server::version),
            get("/openapi.yaml", ANYONE, "all of this as OpenAPI 3.1", server::openApi));
    return Stream.concat(routes.stream(), reads.stream()).toList();
  }
}
