package io.surety.rest.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.rest.archive.ArchivedMessage;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of the archive as it is shown: without headers, payload and stack traces. */
public final class HistoryJson {
  /** The archive's own JSON has the limits of its converter. */
  private static final Json JSON = new Json(64 << 20);

  private static final String ARRAY = "array";

  private HistoryJson() {}

  private record Entry(long at, Map<String, Object> json) {}

  /** All that the archive has of it, but for what is said above. */
  public static Map<String, Object> of(ArchivedMessage message) {
    return members(message).toMap();
  }

  /** The same, with what happened in order, and how far the archive lags. */
  public static Map<String, Object> withTimeline(ArchivedMessage message, Optional<Long> lagMs) {
    return members(message).put("timeline", entries(message)).put("archiveLagMs", lagMs).toMap();
  }

  /** As the timeline of a live message. */
  public static Map<String, Object> timeline(ArchivedMessage message) {
    return new Members()
        .put("id", message.id())
        .put("status", message.status())
        .put("entries", entries(message))
        .toMap();
  }

  /** The consumer groups it was for. */
  public static List<String> groups(ArchivedMessage message) {
    return elements(message.deliveries()).stream()
        .map(delivery -> delivery.path("group").asText())
        .toList();
  }

  private static Members members(ArchivedMessage message) {
    return new Members()
        .put("id", message.id())
        .put("status", message.status())
        .put("reason", message.reason())
        .put("source", "archive")
        .put("revision", message.revision())
        .time("settledAt", message.finishedAt())
        .put("decision", decision(message))
        .put("content", content(message))
        .put("checkBack", checkBack(message))
        .put("deliveries", deliveries(message))
        .put("omitted", message.omitted());
  }

  private static @Nullable Object decision(ArchivedMessage message) {
    return message.decision().isEmpty()
        ? null
        : new Members()
            .put("kind", message.decision())
            .put("source", message.decisionSource())
            .time("at", message.decidedAt().orElse(0L))
            .put("actor", message.actor())
            .put("reason", message.note())
            .toMap();
  }

  private static @Nullable Object content(ArchivedMessage message) {
    Map<String, Object> content =
        new Members()
            .put("mode", message.mode())
            .put("producer", message.producer())
            .put("destination", message.destination())
            .put("tag", message.tag())
            .put("key", message.key())
            .time("preparedAt", message.preparedAt().orElse(0L))
            .time("deliverAt", message.deliverAt().orElse(0L))
            .time("expiresAt", message.expiresAt().orElse(0L))
            .toMap();
    return content.isEmpty() ? null : content;
  }

  private static @Nullable Object checkBack(ArchivedMessage message) {
    return message.checkBackCount() == 0
        ? null
        : new Members()
            .put("attempts", message.checkBackCount())
            .put("unknowns", message.checkBackUnknowns())
            .put("history", elements(message.checkBacks()))
            .toMap();
  }

  private static List<JsonNode> deliveries(ArchivedMessage message) {
    List<JsonNode> deliveries = elements(message.deliveries());
    for (JsonNode delivery : deliveries) {
      withoutStack(delivery);
      Json.elements(delivery.path("history")).forEach(HistoryJson::withoutStack);
    }
    return deliveries;
  }

  private static void withoutStack(JsonNode holder) {
    if (holder.path("failure") instanceof ObjectNode failure) {
      failure.remove("stack");
    }
  }

  private static List<Map<String, Object>> entries(ArchivedMessage message) {
    List<Entry> entries = new ArrayList<>();
    add(entries, "PREPARED", message.preparedAt().orElse(0L), new Members());
    for (JsonNode question : elements(message.checkBacks())) {
      Members attempt = new Members().put("attempt", question.path("attempt").asInt());
      add(entries, "ASKED", time(question, "askedAt"), attempt);
      add(
          entries,
          "ANSWERED",
          time(question, "answeredAt"),
          attempt.text("answer", question.path("answer").asText("")));
    }
    add(
        entries,
        "DECIDED",
        message.decidedAt().orElse(0L),
        new Members()
            .put("decision", message.decision())
            .put("source", message.decisionSource())
            .put("actor", message.actor())
            .put("reason", message.note()));
    deliveries(message).forEach(delivery -> delivery(entries, delivery));
    add(
        entries,
        message.status(),
        message.finishedAt(),
        new Members().put("reason", message.reason()));
    entries.sort(Comparator.comparingLong(Entry::at));
    return entries.stream().map(Entry::json).toList();
  }

  private static void delivery(List<Entry> entries, JsonNode delivery) {
    String group = delivery.path("group").asText();
    int last = delivery.path("attempts").asInt();
    boolean isEnded = false;
    for (JsonNode attempt : Json.elements(delivery.path("history"))) {
      int number = attempt.path("attempt").asInt();
      isEnded |= number == last;
      JsonNode failure = attempt.path("failure");
      add(entries, "DISPATCHED", time(attempt, "dispatchedAt"), of(group, number));
      add(
          entries,
          attempt.path("outcome").asText(),
          time(attempt, "endedAt"),
          of(group, number)
              .text("type", failure.path("type").asText(""))
              .text("message", failure.path("message").asText(""))
              .text("fingerprint", failure.path("fingerprint").asText("")));
    }
    if (last > 0 && !isEnded) {
      add(entries, "DISPATCHED", time(delivery, "dispatchedAt"), of(group, last));
    }
    add(entries, "RECEIVED", time(delivery, "receivedAt"), of(group, last));
    boolean isLate =
        delivery.path("late").asBoolean() && delivery.path("status").asText().equals("CONSUMED");
    add(
        entries,
        isLate ? "CONSUMED_LATE" : delivery.path("status").asText(),
        time(delivery, "settledAt"),
        of(group, last)
            .text("reason", delivery.path("reason").asText(""))
            .text("note", delivery.path("note").asText("")));
  }

  private static Members of(String group, int attempt) {
    return new Members().put("group", group).put("attempt", attempt);
  }

  /** What has no time has not happened. */
  private static void add(List<Entry> entries, String what, long at, Members details) {
    if (at > 0) {
      Members entry = new Members().time("at", at).put("what", what);
      details.toMap().forEach(entry::put);
      entries.add(new Entry(at, entry.toMap()));
    }
  }

  private static long time(JsonNode holder, String field) {
    String text = holder.path(field).asText("");
    return text.isEmpty() ? 0 : OffsetDateTime.parse(text).toInstant().toEpochMilli();
  }

  private static List<JsonNode> elements(String array) {
    String object = "{\"" + ARRAY + "\":" + array + "}";
    return Json.elements(JSON.readObject(object.getBytes(StandardCharsets.UTF_8)).path(ARRAY));
  }
}
