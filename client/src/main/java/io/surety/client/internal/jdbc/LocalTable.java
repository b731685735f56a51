package io.surety.client.internal.jdbc;

import java.util.List;

/** A table in the application's database: what code relies on of it. */
public enum LocalTable {
  /** Messages that are to be sent. */
  OUTBOX(
      "outbox",
      List.of("seq"),
      List.of(
          "seq",
          "producer",
          "message_id",
          "status",
          "destination",
          "business_key",
          "tag",
          "headers",
          "payload",
          "deliver_at_ms",
          "ttl_ms",
          "published_at_ms",
          "settled_at_ms",
          "error")),
  /** Local transactions that are decided, one way or the other. */
  BARRIER("barrier", List.of("message_id"), List.of("message_id", "status", "decided_at_ms")),
  /** Messages that a consumer group has seen. */
  INBOX(
      "inbox",
      List.of("consumer_group", "message_id"),
      List.of("consumer_group", "message_id", "attempt", "seen_at_ms"));

  private final String suffix;
  private final List<String> primaryKey;
  private final List<String> columns;

  LocalTable(String suffix, List<String> primaryKey, List<String> columns) {
    this.suffix = suffix;
    this.primaryKey = primaryKey;
    this.columns = columns;
  }

  /** Its name behind the prefix. */
  public String suffix() {
    return suffix;
  }

  /** Columns of the primary key, in any order. */
  public List<String> primaryKey() {
    return primaryKey;
  }

  /** The columns that must be there; there may be more, when they have defaults. */
  public List<String> columns() {
    return columns;
  }
}
