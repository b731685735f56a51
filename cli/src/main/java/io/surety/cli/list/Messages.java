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
          new Column("OPEN", Messages::open));

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
          Column.of("REASON", "/sample/reason"),
          Column.of("GROUP", "/sample/group"),
          Column.of("DESTINATION", "/sample/destination"),
          Column.time("FIRST", "/firstAt"),
          Column.time("LAST", "/lastAt"),
          Column.cut("ERROR", "/sample/failure/message"),
          Column.cut("NOTE", "/note/text"));

  private Messages() {}

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
