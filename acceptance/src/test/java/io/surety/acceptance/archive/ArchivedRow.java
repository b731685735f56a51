package io.surety.acceptance.archive;

import io.surety.schemas.avro.Archive;
import io.surety.schemas.avro.Attempt;
import io.surety.schemas.avro.CheckBackRecord;
import io.surety.schemas.avro.DeliveryRecord;
import io.surety.schemas.avro.ErrorInfo;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A message as the database has it, put together again as the record it was made of. */
final class ArchivedRow {
  private static final List<String> TEXTS =
      List.of(
          "status",
          "producer",
          "destination",
          "tag",
          "business_key",
          "mode",
          "decision",
          "decision_source",
          "actor",
          "reason",
          "note");
  private static final List<String> TIMES =
      List.of("prepared_at", "decided_at", "finished_at", "deliver_at", "expires_at");

  private ArchivedRow() {}

  /** Every field of a row and of its deliveries, by name, as text. */
  static Map<String, String> read(Connection connection, String id) throws SQLException {
    Map<String, String> fields = new TreeMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT m.*, encode(payload, 'hex') AS hex, jsonb_array_length(headers) AS header_count
            FROM message_archive m WHERE message_id = ?\
            """)) {
      query.setString(1, id);
      ResultSet row = query.executeQuery();
      if (!row.next()) {
        return fields;
      }
      fields.put("revision", row.getString("revision"));
      fields.put("check_backs", row.getString("check_backs"));
      fields.put("check_back_unknowns", row.getString("check_back_unknowns"));
      fields.put("payload", String.valueOf(row.getString("hex")));
      fields.put("headers", row.getString("header_count"));
      for (String text : TEXTS) {
        fields.put(text, String.valueOf(row.getString(text)));
      }
      for (String time : TIMES) {
        fields.put(time, time(row, time));
      }
      fields.put("rows", row.next() ? "several" : "1");
    }
    deliveries(connection, id, fields);
    attempts(connection, id, fields);
    checkBacks(connection, id, fields);
    return fields;
  }

  /** The same of the record. */
  static Map<String, String> of(Archive record) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("rows", "1");
    fields.put("revision", String.valueOf(record.getRevision()));
    fields.put("check_backs", String.valueOf(record.getCheckBacks()));
    fields.put("check_back_unknowns", String.valueOf(record.getCheckBackUnknowns()));
    fields.put("payload", hex(record));
    fields.put("headers", String.valueOf(record.getHeaders().size()));
    Map<String, Object> known = new HashMap<>();
    record
        .getSchema()
        .getFields()
        .forEach(f -> known.put(snakeCase(f.name()), record.get(f.name())));
    TEXTS.forEach(text -> fields.put(text, String.valueOf(known.get(text))));
    TIMES.forEach(time -> fields.put(time, String.valueOf(known.get(time))));
    for (DeliveryRecord delivery : record.getDeliveries()) {
      String at = "delivery " + delivery.getGroup();
      fields.put(
          at,
          String.join(
              "|",
              delivery.getStatus(),
              String.valueOf(delivery.getAttempts()),
              String.valueOf(delivery.getDispatchedAt()),
              String.valueOf(delivery.getReceivedAt()),
              String.valueOf(delivery.getSettledAt()),
              String.valueOf(delivery.getLate()),
              String.valueOf(delivery.getResolved()),
              String.valueOf(delivery.getReason()),
              String.valueOf(delivery.getNote()),
              error(delivery.getError())));
      for (Attempt attempt : delivery.getHistory()) {
        fields.put(
            at + " attempt " + attempt.getAttempt(),
            attempt.getOutcome()
                + "|"
                + attempt.getDispatchedAt()
                + "|"
                + attempt.getEndedAt()
                + "|"
                + error(attempt.getError()));
      }
    }
    for (CheckBackRecord question : record.getCheckBackHistory()) {
      fields.put(
          "check-back " + question.getAttempt(),
          question.getAskedAt() + "|" + question.getAnswer() + "|" + question.getAnsweredAt());
    }
    return fields;
  }

  private static void deliveries(Connection connection, String id, Map<String, String> fields)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT * FROM delivery_archive WHERE message_id = ?")) {
      query.setString(1, id);
      ResultSet row = query.executeQuery();
      while (row.next()) {
        String value =
            String.join(
                "|",
                row.getString("status"),
                row.getString("attempts"),
                time(row, "dispatched_at"),
                time(row, "received_at"),
                time(row, "settled_at"),
                String.valueOf(row.getBoolean("late")),
                String.valueOf(row.getBoolean("resolved")),
                String.valueOf(row.getString("reason")),
                String.valueOf(row.getString("note")),
                row.getString("error_type") + "," + row.getString("error_message"));
        fields.merge(
            "delivery " + row.getString("consumer_group"), value, (one, other) -> "several");
      }
    }
  }

  private static void attempts(Connection connection, String id, Map<String, String> fields)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT * FROM attempt_archive WHERE message_id = ?")) {
      query.setString(1, id);
      ResultSet row = query.executeQuery();
      while (row.next()) {
        fields.put(
            "delivery " + row.getString("consumer_group") + " attempt " + row.getInt("attempt"),
            row.getString("outcome")
                + "|"
                + time(row, "dispatched_at")
                + "|"
                + time(row, "ended_at")
                + "|"
                + row.getString("error_type")
                + ","
                + row.getString("error_message"));
      }
    }
  }

  private static void checkBacks(Connection connection, String id, Map<String, String> fields)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT q.attempt, q.answer, q."askedAt" AS asked_at, q."answeredAt" AS answered_at
            FROM message_archive, jsonb_to_recordset(check_back_history)
              AS q (attempt integer, answer text, "askedAt" timestamptz, "answeredAt" timestamptz)
            WHERE message_id = ?\
            """)) {
      query.setString(1, id);
      ResultSet row = query.executeQuery();
      while (row.next()) {
        fields.put(
            "check-back " + row.getString("attempt"),
            time(row, "asked_at") + "|" + row.getString("answer") + "|" + time(row, "answered_at"));
      }
    }
  }

  private static String time(ResultSet row, String column) throws SQLException {
    var time = row.getTimestamp(column);
    return time == null ? "null" : String.valueOf(time.getTime());
  }

  private static String error(@Nullable ErrorInfo error) {
    return error == null ? "null,null" : error.getType() + "," + error.getMessage();
  }

  private static String hex(Archive record) {
    if (record.getPayload() == null) {
      return "null";
    }
    byte[] bytes = new byte[record.getPayload().remaining()];
    record.getPayload().duplicate().get(bytes);
    return java.util.HexFormat.of().formatHex(bytes);
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(java.util.Locale.ROOT);
  }
}
