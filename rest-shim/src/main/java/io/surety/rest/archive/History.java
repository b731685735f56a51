package io.surety.rest.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finished messages, newest first. Thread-safe. */
public final class History implements AutoCloseable {
  private static final String COLUMNS =
      """
      SELECT m.message_id, revision, status, producer, destination, tag, business_key, mode, prepared_at, decided_at,
        finished_at, (extract(epoch FROM finished_at) * 1000000)::bigint AS finished_micros, decision, decision_source,
        actor, reason, note, check_backs, check_back_unknowns, deliver_at, expires_at, headers, deliveries,
        check_back_history, omitted
      FROM message_archive m
      """;

  private final ArchiveDatabase database;

  /** Opens no connection yet. */
  public History(ArchiveConfig config) {
    this.database = new ArchiveDatabase(config);
  }

  /**
   * A page.
   *
   * @param items newest first
   * @param next cursor of the next page, when there is one
   */
  public record Page(List<ArchivedMessage> items, Optional<String> next) {}

  /**
   * The messages that a filter wants.
   *
   * @param limit at most so many
   * @param cursor of {@link Page#next}; empty for the first page
   * @throws ArchiveAwayException when the database does not answer
   * @throws IllegalArgumentException when the cursor does not belong to this filter
   */
  public Page page(HistoryFilter filter, int limit, Optional<String> cursor) {
    Optional<HistoryCursor> after =
        cursor.map(
            text ->
                HistoryCursor.decode(text, filter)
                    .orElseThrow(
                        () -> new IllegalArgumentException("the cursor is not of this list")));
    List<ArchivedMessage> rows = database.ask(connection -> rows(connection, filter, limit, after));
    boolean isMore = rows.size() > limit;
    List<ArchivedMessage> items = isMore ? rows.subList(0, limit) : rows;
    return new Page(
        List.copyOf(items),
        isMore ? Optional.of(cursor(filter, items.get(limit - 1))) : Optional.empty());
  }

  /**
   * The message with this id that finished last.
   *
   * @throws ArchiveAwayException when the database does not answer
   */
  public Optional<ArchivedMessage> message(String id) {
    return database.ask(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  COLUMNS + "WHERE m.message_id = ? ORDER BY finished_at DESC LIMIT 1")) {
            query.setString(1, id);
            return read(query).stream().findFirst();
          }
        });
  }

  /**
   * Those of these messages that are in the archive.
   *
   * @throws ArchiveAwayException when the database does not answer
   */
  public Set<String> finished(Collection<String> ids) {
    return database.ask(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT DISTINCT message_id FROM message_archive WHERE message_id = ANY (?)")) {
            query.setArray(1, connection.createArrayOf("text", ids.toArray()));
            ResultSet row = query.executeQuery();
            Set<String> finished = new HashSet<>();
            while (row.next()) {
              finished.add(row.getString(1));
            }
            return finished;
          }
        });
  }

  @Override
  public void close() {
    database.close();
  }

  private static String cursor(HistoryFilter filter, ArchivedMessage last) {
    return new HistoryCursor(filter.fingerprint(), last.finishedMicros(), last.id()).encode();
  }

  /** One more than wanted, to know whether there is more. */
  private static List<ArchivedMessage> rows(
      Connection connection, HistoryFilter filter, int limit, Optional<HistoryCursor> after)
      throws SQLException {
    List<HistoryFilter.Condition> conditions = new ArrayList<>(filter.conditions());
    after.ifPresent(
        cursor ->
            conditions.add(
                new HistoryFilter.Condition(
                    "(m.finished_at, m.message_id) < (timestamptz 'epoch' + ? * interval '1"
                        + " microsecond', ?)",
                    List.of(cursor.finishedMicros(), cursor.messageId()))));
    List<String> where = conditions.stream().map(HistoryFilter.Condition::sql).toList();
    String sql =
        COLUMNS
            + (where.isEmpty() ? "" : "WHERE " + String.join(" AND ", where))
            + " ORDER BY m.finished_at DESC, m.message_id DESC LIMIT "
            + (limit + 1);
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      int mark = 1;
      for (HistoryFilter.Condition condition : conditions) {
        for (Object value : condition.values()) {
          query.setObject(mark++, value);
        }
      }
      return read(query);
    }
  }

  private static List<ArchivedMessage> read(PreparedStatement query) throws SQLException {
    List<ArchivedMessage> rows = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        rows.add(message(row));
      }
    }
    return rows;
  }

  private static ArchivedMessage message(ResultSet row) throws SQLException {
    return new ArchivedMessage(
        row.getString("message_id"),
        row.getInt("revision"),
        row.getString("status"),
        text(row, "producer"),
        text(row, "destination"),
        text(row, "tag"),
        text(row, "business_key"),
        text(row, "mode"),
        time(row, "prepared_at"),
        time(row, "decided_at"),
        time(row, "finished_at").orElse(0L),
        row.getLong("finished_micros"),
        text(row, "decision"),
        text(row, "decision_source"),
        text(row, "actor"),
        text(row, "reason"),
        text(row, "note"),
        row.getInt("check_backs"),
        row.getInt("check_back_unknowns"),
        time(row, "deliver_at"),
        time(row, "expires_at"),
        text(row, "headers").orElse("[]"),
        text(row, "deliveries").orElse("[]"),
        text(row, "check_back_history").orElse("[]"),
        text(row, "omitted"));
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    @Nullable String text = row.getString(column);
    return Optional.ofNullable(text);
  }

  private static Optional<Long> time(ResultSet row, String column) throws SQLException {
    @Nullable Timestamp time = row.getTimestamp(column);
    return Optional.ofNullable(time).map(Timestamp::getTime);
  }
}
