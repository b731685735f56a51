package io.surety.rest.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.rest.archive.ArchivedMessage;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
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
        .put("source", "archive")
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
    Entries entries = new Entries();
    entries.add("PREPARED", message.preparedAt().orElse(0L), new Members());
    for (JsonNode question : elements(message.checkBacks())) {
      entries.question(
          question.path("attempt").asInt(),
          time(question, "askedAt"),
          question.path("answer").asText(""),
          time(question, "answeredAt"));
    }
    entries.add(
        "DECIDED",
        message.decidedAt().orElse(0L),
        new Members()
            .put("decision", message.decision())
            .put("source", message.decisionSource())
            .put("actor", message.actor())
            .put("reason", message.note()));
    deliveries(message).forEach(delivery -> delivery(entries, delivery));
    entries.add(
        message.status(), message.finishedAt(), new Members().put("reason", message.reason()));
    return entries.inOrder();
  }

  private static void delivery(Entries entries, JsonNode delivery) {
    String group = delivery.path("group").asText();
    int last = delivery.path("attempts").asInt();
    String status = delivery.path("status").asText();
    List<Entries.Ended> history =
        Json.elements(delivery.path("history")).stream().map(HistoryJson::ended).toList();
    entries.attempts(group, history, last, time(delivery, "dispatchedAt"), false);
    entries.received(group, history, last, time(delivery, "receivedAt"));
    boolean isLate = delivery.path("late").asBoolean() && status.equals("CONSUMED");
    entries.add(
        isLate ? "CONSUMED_LATE" : status,
        time(delivery, "settledAt"),
        Entries.of(group, last)
            .text("reason", delivery.path("reason").asText(""))
            .text("note", delivery.path("note").asText("")));
  }

  private static Entries.Ended ended(JsonNode attempt) {
    JsonNode failure = attempt.path("failure");
    return new Entries.Ended(
        attempt.path("attempt").asInt(),
        attempt.path("outcome").asText(),
        time(attempt, "dispatchedAt"),
        time(attempt, "endedAt"),
        failure.path("type").asText(""),
        failure.path("message").asText(""),
        failure.path("fingerprint").asText(""));
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
