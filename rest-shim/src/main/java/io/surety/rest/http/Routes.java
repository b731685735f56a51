package io.surety.rest.http;

import static io.surety.rest.http.Route.delete;
import static io.surety.rest.http.Route.get;
import static io.surety.rest.http.Route.post;
import static io.surety.rest.http.Route.put;

import java.util.List;

/** All routes, on one screen; {@link IndexPage} shows them at {@code /}. */
final class Routes {
  private Routes() {}

  static List<Route> of(MessageRoutes messages, RegistrationRoutes registry, ServerRoutes server) {
    String message = "/api/v1/messages/{id}";
    String destination = "/api/v1/destinations/{topic}";
    String producer = "/api/v1/producers/{name}";
    String subscription = "/api/v1/subscriptions/{topic}/{group}";
    return List.of(
        post("/api/v1/messages", "prepare, send or deliver directly", messages::create),
        get(message, "what is known of a message", messages::show),
        post(message + "/confirm", "deliver it", messages::confirm),
        post(message + "/rollback", "never deliver it", messages::rollBack),
        post(message + "/cancel", "withdraw it before its delivery time", messages::cancel),
        post(message + "/reschedule", "give it another delivery time", messages::reschedule),
        post(message + "/deliver-now", "do not wait any longer", messages::deliverNow),
        post(message + "/redrive", "send a dead letter again", messages::redrive)
            .withQuery("group"),
        post(message + "/resolve", "close a dead letter", messages::resolve).withQuery("group"),
        put(message + "/deliveries/{group}", "a group reports a delivery", messages::report),
        get("/api/v1/destinations", "topics to deliver to", registry::destinations),
        get(destination, "one of them", registry::destination),
        put(destination, "register it", registry::putDestination),
        delete(destination, "remove it", registry::deleteDestination),
        get("/api/v1/producers", "producers and how they are asked", registry::producers),
        get(producer, "one of them", registry::producer),
        put(producer, "register it", registry::putProducer),
        delete(producer, "remove it", registry::deleteProducer),
        get("/api/v1/subscriptions", "who must consume what", registry::subscriptions),
        get(subscription, "one of them", registry::subscription),
        put(subscription, "register it", registry::putSubscription),
        delete(subscription, "remove it", registry::deleteSubscription),
        get("/health/live", "is the process worth keeping", server::live),
        get("/health/ready", "does it make progress, and where", server::ready),
        get("/version", "what runs here", server::version));
  }
}
