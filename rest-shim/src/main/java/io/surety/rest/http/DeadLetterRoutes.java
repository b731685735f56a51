package io.surety.rest.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.surety.rest.Engine;
import io.surety.rest.json.Json;
import io.surety.rest.json.ListJson;
import io.surety.rest.json.RedriveJson;
import io.surety.rest.read.DeadLetter;
import io.surety.rest.read.DeadLetterGroups;
import io.surety.rest.read.DeadLetterTotals;
import io.surety.rest.read.MessageFilter;
import io.surety.topology.MessageScan;
import io.surety.topology.MessageSlice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Dead letters by what is wrong with them. */
final class DeadLetterRoutes {
  static final String LOCAL_PATH = "/api/v1/nodes/self/dead-letter-groups";

  private static final long HERE_MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(1_000);
  private static final long ALL_MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(2_000);

  private final Supplier<Engine> engine;
  private final Lists lists;
  private final FanOut fanOut;
  private final Json json;
  private final Replies replies;

  DeadLetterRoutes(
      Supplier<Engine> engine, Lists lists, FanOut fanOut, Json json, Replies replies) {
    this.engine = engine;
    this.lists = lists;
    this.fanOut = fanOut;
    this.json = json;
    this.replies = replies;
  }

  void groups(Context ctx) {
    List<JsonNode> answers =
        fanOut.ask(
            engine.get().queries().others(),
            Callers.of(ctx),
            LOCAL_PATH,
            () -> json.tree(here()),
            System.nanoTime() + ALL_MAX_NANOS);
    DeadLetterTotals totals = DeadLetterTotals.of(answers, engine.get().queries().partitions());
    totals.groups().forEach(this::addNote);
    replies.json(ctx, 200, totals.toJson());
  }

  private void addNote(ObjectNode group) {
    engine
        .get()
        .redrives()
        .note(group.path("fingerprint").asText())
        .ifPresent(note -> group.set("note", json.tree(RedriveJson.of(note))));
  }

  /** This instance's part, for others. */
  void local(Context ctx) {
    replies.json(ctx, 200, here());
  }

  private Map<String, Object> here() {
    List<Object> partitions = new ArrayList<>();
    MessageScan scan =
        new MessageScan(
            ListView.DEAD_LETTERS.wanted(MessageFilter.ALL),
            "",
            false,
            MessageScan.LIMIT_MAX,
            System.nanoTime() + HERE_MAX_NANOS);
    for (MessageSlice slice : lists.scan(scan)) {
      DeadLetterGroups groups = new DeadLetterGroups();
      slice
          .messages()
          .forEach(view -> DeadLetter.of(view.message(), MessageFilter.ALL).forEach(groups::add));
      partitions.add(ListJson.groups(slice.partition(), slice.lookedUpTo().isEmpty(), groups));
    }
    return Map.of("partitions", partitions);
  }
}
