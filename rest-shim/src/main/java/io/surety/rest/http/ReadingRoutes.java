package io.surety.rest.http;

import static io.surety.rest.access.Access.OPERATE;
import static io.surety.rest.access.Access.VIEW;
import static io.surety.rest.access.Access.VIEW_OWN;
import static io.surety.rest.http.Route.get;
import static io.surety.rest.http.Route.post;

import io.surety.rest.Engine;
import io.surety.rest.json.Json;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All routes that only look, on one screen. */
final class ReadingRoutes {
  private ReadingRoutes() {}

  static List<Route> of(
      Supplier<Engine> engine,
      Peers peers,
      FanOut fanOut,
      Lists lists,
      Json json,
      Bodies bodies,
      Replies replies,
      LongSupplier clock) {
    ArchiveReads archive = new ArchiveReads(engine, clock);
    ReadRoutes one = new ReadRoutes(engine, new MessageReads(engine, peers), archive, replies);
    ArchiveRoutes finished = new ArchiveRoutes(archive, replies);
    SettledRoutes settled = new SettledRoutes(engine, bodies, json, peers, archive, replies);
    ListRoutes many = new ListRoutes(lists, replies, clock);
    DeadLetterRoutes dead = new DeadLetterRoutes(engine, lists, fanOut, json, replies);
    StatsRoutes stats = new StatsRoutes(engine, fanOut, json, replies, clock);
    String message = "/api/v1/messages/{id}";
    List<Route> routes =
        List.of(
            get(message, VIEW_OWN, "what is known of a message", one::show)
                .withQuery(MessageReads.AT_LEAST),
            get(message + "/timeline", VIEW_OWN, "what happened to it, in order", one::timeline)
                .withQuery(MessageReads.AT_LEAST),
            get(message + "/headers", OPERATE, "the application's headers", one::headers)
                .withQuery(MessageReads.AT_LEAST),
            get(message + "/payload", OPERATE, "the application's bytes", one::payload)
                .withQuery(MessageReads.AT_LEAST),
            get("/api/v1/messages", VIEW, "live messages", many::messages)
                .withQuery(ListRoutes.QUERY),
            get("/api/v1/undecided", VIEW, "messages nobody has decided about", many::undecided)
                .withQuery(ListRoutes.QUERY),
            get("/api/v1/dead-letters", VIEW, "what was given up", many::deadLetters)
                .withQuery(ListRoutes.QUERY),
            get("/api/v1/dead-letter-groups", VIEW, "what was given up, by cause", dead::groups),
            get("/api/v1/archive/messages", VIEW, "finished messages, newest first", finished::list)
                .withQuery(ArchiveRoutes.QUERY),
            get(
                "/api/v1/archive/messages/{id}",
                VIEW_OWN,
                "a finished message, with what happened to it",
                finished::show),
            post(
                "/api/v1/settled",
                VIEW_OWN,
                "which of these messages have finished",
                settled::answer),
            get(Lists.LOCAL_PATH, VIEW, "this server's part of a list", many::local)
                .withQuery(ListRoutes.LOCAL_QUERY),
            get(DeadLetterRoutes.LOCAL_PATH, VIEW, "this server's part of the groups", dead::local),
            get("/api/v1/stats", VIEW, "how much there is, and how fast it goes", stats::stats),
            get(StatsRoutes.LOCAL_STATS, VIEW, "this server's part of that", stats::localStats),
            get("/api/v1/nodes", VIEW, "the servers, and how they get on", stats::nodes),
            get(StatsRoutes.LOCAL_NODE, VIEW, "this server alone", stats::localNode));
    return Stream.concat(routes.stream(), AuditRoutes.of(engine, replies).stream()).toList();
  }
}
