package io.surety.cli.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.cli.ExitCodes;
import io.surety.cli.http.Answer;
import io.surety.cli.print.Cells;
import io.surety.cli.print.Column;
import io.surety.cli.print.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A message as people see it. */
final class MessageView {
  private static final List<Column> FACTS =
      List.of(
          Column.of("id", "/id"),
          Column.of("status", "/status"),
          Column.of("reason", "/reason"),
          Column.of("destination", "/content/destination"),
          Column.of("producer", "/content/producer"),
          Column.of("key", "/content/key"),
          Column.of("tag", "/content/tag"),
          Column.time("prepared", "/content/preparedAt"),
          Column.time("deliver at", "/content/deliverAt"),
          Column.time("expires", "/content/expiresAt"),
          new Column("decision", MessageView::decision),
          Column.time("next due", "/nextDue"),
          Column.time("settled", "/settledAt"),
          new Column("source", MessageView::source),
          new Column("waiting", message -> found(message, "/waiting")));

  private static final List<Column> DELIVERIES =
      List.of(
          Column.of("GROUP", "/group"),
          Column.of("STATUS", "/status"),
          new Column("ATTEMPT", MessageView::attempt),
          Column.of("REASON", "/reason"),
          Column.time("DISPATCHED", "/dispatchedAt"),
          Column.time("NEXT DUE", "/nextDue"),
          Column.text("ERROR", MessageView::error));

  static final List<Column> TIMELINE =
      List.of(
          new Column("AT", entry -> Cells.exactTime(entry, "/at")),
          Column.of("WHAT", "/what"),
          Column.of("GROUP", "/group"),
          Column.text("DETAIL", MessageView::detail));

  private MessageView() {}

  /** Everything but the timeline. */
  static String facts(Output output, JsonNode message) {
    List<JsonNode> deliveries = new ArrayList<>();
    message.path("deliveries").forEach(deliveries::add);
    String table = output.table(DELIVERIES, deliveries);
    return output.facts(message, FACTS) + (table.isEmpty() ? "" : "\n" + table);
  }

  /** As a part of a sentence: {@code DELIVERING (billing WAITING)}. */
  static String sentence(JsonNode message) {
    List<String> groups = new ArrayList<>();
    for (JsonNode delivery : message.path("deliveries")) {
      String reason = delivery.path("reason").asText();
      groups.add(
          delivery.path("group").asText()
              + " "
              + delivery.path("status").asText()
              + (reason.isEmpty() ? "" : " " + reason));
    }
    String reason = message.path("reason").asText();
    String status =
        message.path("status").asText("not known yet") + (reason.isEmpty() ? "" : " " + reason);
    return groups.isEmpty() ? status : status + " (" + String.join(", ", groups) + ")";
  }

  /** Says that an outcome is not known yet, where it is so. */
  static int codeOf(Answer answer, Consumer<String> say) {
    if (!answer.isNotKnownYet()) {
      return ExitCodes.OK;
    }
    String detail = answer.json().path("detail").asText("");
    String id = answer.json().path("id").asText();
    say.accept(
        (detail.isEmpty() ? early(answer.json()) : "Not known yet: " + detail)
            + " Look again with: surety inspect "
            + id);
    return ExitCodes.INCOMPLETE;
  }

  /** A decision about a message that nobody has prepared, or whose id is mistyped. */
  private static String early(JsonNode message) {
    return "No message "
        + message.path("id").asText()
        + " is prepared yet, or its id is another: this waits for it until "
        + Cells.time(message, "/nextDue")
        + ", and is a dead letter (UNMATCHED) then.";
  }

  private static String decision(JsonNode message) {
    JsonNode decision = message.path("decision");
    if (decision.isMissingNode()) {
      return "-";
    }
    StringBuilder text = new StringBuilder(decision.path("kind").asText());
    if (decision.has("source")) {
      text.append(" by ").append(decision.path("source").asText());
    }
    for (String detail : List.of("actor", "reason")) {
      if (decision.has(detail)) {
        text.append(", ").append(decision.path(detail).asText());
      }
    }
    // Only what was confirmed can be cancelled, and the later decision is the one that is kept.
    return decision.path("kind").asText().equals("CANCEL")
        ? text.append("; it had been confirmed").toString()
        : text.toString();
  }

  private static String source(JsonNode message) {
    String source = message.path("source").asText("-");
    return message.path("stale").asBoolean() ? source + ", from a copy that may be behind" : source;
  }

  private static String found(JsonNode message, String pointer) {
    JsonNode node = message.at(pointer);
    return node.isMissingNode() ? "-" : node.toString();
  }

  /** An archived delivery counts them. */
  private static String attempt(JsonNode delivery) {
    return delivery.has("attempt")
        ? delivery.path("attempt").asText()
        : Cells.text(delivery, "/attempts");
  }

  private static String error(JsonNode delivery) {
    String type = delivery.at("/failure/type").asText();
    String message = delivery.at("/failure/message").asText();
    String text = type.isEmpty() || message.isEmpty() ? type + message : type + ": " + message;
    String note = delivery.path("note").asText();
    return text.isEmpty() ? (note.isEmpty() ? "-" : note) : text;
  }

  private static String detail(JsonNode entry) {
    List<String> parts = new ArrayList<>();
    entry
        .fields()
        .forEachRemaining(
            member -> {
              switch (member.getKey()) {
                case "at", "what", "group" -> {}
                default -> parts.add(member.getKey() + "=" + member.getValue().asText());
              }
            });
    return String.join(" ", parts);
  }
}
