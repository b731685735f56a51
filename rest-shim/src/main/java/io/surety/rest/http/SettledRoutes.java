package io.surety.rest.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.surety.rest.Engine;
import io.surety.rest.json.Json;
import io.surety.rest.json.Members;
import io.surety.rest.json.SettledRequest;
import io.surety.rest.problem.ProblemException;
import io.surety.topology.Answer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Which of many messages have finished: what an application asks before it deletes what it
 * remembers of them.
 */
final class SettledRoutes {
  private static final int OK = 200;

  /** What is known of a message. */
  private enum Standing {
    /** It has finished, and never changes again. */
    SETTLED,
    /** It has not finished; a dead letter has not either, as it can be sent again. */
    LIVE,
    /** Nothing is remembered: it finished longer ago than that, or was never handed over. */
    UNKNOWN,
    /** Nobody can tell at this moment. */
    UNDETERMINED;

    String field() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Supplier<Engine> engine;
  private final Bodies bodies;
  private final Json json;
  private final Peers peers;
  private final ArchiveReads archive;
  private final Replies replies;

  SettledRoutes(
      Supplier<Engine> engine,
      Bodies bodies,
      Json json,
      Peers peers,
      ArchiveReads archive,
      Replies replies) {
    this.engine = engine;
    this.bodies = bodies;
    this.json = json;
    this.peers = peers;
    this.archive = archive;
    this.replies = replies;
  }

  void answer(Context ctx) {
    List<String> ids = SettledRequest.ids(bodies.object(ctx));
    Map<Standing, List<String>> known = new EnumMap<>(Standing.class);
    Map<Answer.Elsewhere, List<String>> elsewhere = new LinkedHashMap<>();
    for (String id : ids) {
      here(id, known, elsewhere);
    }
    elsewhere.forEach((owner, theirs) -> ask(ctx, owner, theirs, known));
    if (!Peers.isHandedOver(ctx)) {
      lookIntoTheArchive(known);
    }
    Members answer = new Members();
    for (Standing standing : Standing.values()) {
      answer.put(standing.field(), known.getOrDefault(standing, List.of()));
    }
    replies.json(ctx, OK, answer.toMap());
  }

  private void here(
      String id, Map<Standing, List<String>> known, Map<Answer.Elsewhere, List<String>> elsewhere) {
    engine
        .get()
        .queries()
        .get(id)
        .fold(
            view -> add(known, view.isSettled() ? Standing.SETTLED : Standing.LIVE, id),
            () -> add(known, Standing.UNKNOWN, id),
            owner -> elsewhere.computeIfAbsent(owner, o -> new ArrayList<>()).add(id),
            moving -> add(known, Standing.UNDETERMINED, id));
  }

  private void ask(
      Context ctx, Answer.Elsewhere owner, List<String> ids, Map<Standing, List<String>> known) {
    byte[] body = bodies.write((ObjectNode) json.tree(Map.of("ids", ids)));
    ObjectNode answer =
        peers
            .ask(ctx, owner, body)
            .filter(response -> response.statusCode() == OK)
            .map(HttpResponse::body)
            .map(json::readObject)
            .orElseGet(() -> (ObjectNode) json.tree(Map.of(Standing.UNDETERMINED.field(), ids)));
    for (Standing standing : Standing.values()) {
      for (JsonNode id : Json.elements(answer.path(standing.field()))) {
        add(known, standing, id.asText());
      }
    }
  }

  /** What the coordinator has forgotten, the archive may know; a slow one is not waited for. */
  private void lookIntoTheArchive(Map<Standing, List<String>> known) {
    List<String> unknown = known.getOrDefault(Standing.UNKNOWN, List.of());
    if (unknown.isEmpty() || engine.get().archive().isEmpty()) {
      return;
    }
    try {
      var archived = archive.ask(found -> found.history().finished(unknown));
      unknown.removeAll(archived);
      archived.forEach(id -> add(known, Standing.SETTLED, id));
    } catch (ProblemException e) {
      known.remove(Standing.UNKNOWN);
      unknown.forEach(id -> add(known, Standing.UNDETERMINED, id));
    }
  }

  private static boolean add(Map<Standing, List<String>> known, Standing standing, String id) {
    return known.computeIfAbsent(standing, s -> new ArrayList<>()).add(id);
  }
}
