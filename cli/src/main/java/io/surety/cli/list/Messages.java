package io.surety.cli.list;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.cli.print.Cells;
import io.surety.cli.print.Column;
import java.util.ArrayList;
import java.util.List;

/** How lists of messages look. */
final class Messages {
  static final List<Column> COLUMNS =
      List.of(
          Column.of("ID", "/id"),
          Column.of("STATUS", "/status"),
          Column.of("DESTINATION", "/content/destination"),
          Column.of("PRODUCER", "/content/producer"),
          Column.cut("KEY", "/content/key"),
          Column.time("PREPARED", "/content/preparedAt"),
          Column.text("OPEN", Messages::open));

  static final List<Column> DEAD_LETTERS =
      List.of(
          Column.of("MESSAGE", "/messageId"),
          Column.of("GROUP", "/group"),
          Column.of("REASON", "/reason"),
          Column.of("ATTEMPTS", "/attempts"),
          Column.time("DEAD SINCE", "/deadAt"),
          Column.of("DESTINATION", "/destination"),
          Column.cut("KEY", "/key"),
          Column.cut("ERROR", "/failure/message"));

  static final List<Column> CAUSES =
      List.of(
          Column.of("COUNT", "/count"),
          Column.of("FINGERPRINT", "/fingerprint"),
          // A count is over all groups and destinations: what only one of them has is named so.
          Column.text("THE LAST OF THEM", Messages::sample),
          Column.time("LAST", "/lastAt"),
          Column.cut("NOTE", "/note/text"),
          Column.time("FIRST", "/firstAt"));

  private Messages() {}

  /** One of many: {@code billing at orders.paid: REJECTED, no connection}. */
  private static String sample(JsonNode cause) {
    JsonNode sample = cause.path("sample");
    String group = sample.path("group").asText();
    String error = Cells.shortText(sample, "/failure/message");
    return (group.isEmpty() ? "a message" : group)
        + " at "
        + Cells.text(sample, "/destination")
        + ": "
        + Cells.text(sample, "/reason")
        + (error.equals("-") ? "" : ", " + error);
  }

  /** Groups that have not consumed it. */
  private static String open(JsonNode message) {
    List<String> open = new ArrayList<>();
    for (JsonNode delivery : message.path("deliveries")) {
      String status = delivery.path("status").asText();
      if (!status.equals("CONSUMED") && !status.equals("UNSUBSCRIBED")) {
        open.add(Cells.text(delivery, "/group") + " " + status);
      }
    }
    return open.isEmpty() ? "-" : String.join(", ", open);
  }
}
