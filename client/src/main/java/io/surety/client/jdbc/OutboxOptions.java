package io.surety.client.jdbc;

import io.surety.client.internal.Checks;
import java.time.Duration;
import java.util.Objects;

/**
 * How an outbox works.
 *
 * @param tables where its table is
 * @param pollInterval how long a message waits at most before it is noticed, when nobody calls
 *     {@link JdbcOutbox#afterCommit}, at least 1 ms; shorter asks the database more often
 * @param batchRows rows that are claimed at a time, 1..1000; more are faster, and are sent again
 *     together after a crash
 * @param batchBytesMax payload bytes that are claimed at a time, at least 1; bounds the memory, but
 *     one message is always taken
 * @param keepsSent whether a sent row is kept until it is purged, or deleted at once. Kept rows
 *     show what was sent, and refuse an id that is used again
 * @param purge when kept rows are deleted
 */
public record OutboxOptions(
    LocalTables tables,
    Duration pollInterval,
    int batchRows,
    int batchBytesMax,
    boolean keepsSent,
    PurgeOptions purge) {
  private static final int BATCH_ROWS_MAX = 1_000;

  /** Checks the values. */
  public OutboxOptions {
    Objects.requireNonNull(tables, "tables must not be null");
    Checks.positive("pollInterval", pollInterval);
    if (batchRows < 1 || batchRows > BATCH_ROWS_MAX) {
      throw new IllegalArgumentException(
          "batchRows must be 1.." + BATCH_ROWS_MAX + ", was " + batchRows);
    }
    if (batchBytesMax < 1) {
      throw new IllegalArgumentException("batchBytesMax must be >= 1, was " + batchBytesMax);
    }
    Objects.requireNonNull(purge, "purge must not be null");
  }

  /**
   * {@code surety_outbox}, looked at every 500 ms, 500 rows and 8 MiB at a time, deleted when sent.
   */
  public static OutboxOptions defaults() {
    return new OutboxOptions(
        LocalTables.defaults(),
        Duration.ofMillis(500),
        500,
        8 * 1024 * 1024,
        false,
        PurgeOptions.defaults());
  }

  /** With the table among these. */
  public OutboxOptions withTables(LocalTables value) {
    return new OutboxOptions(value, pollInterval, batchRows, batchBytesMax, keepsSent, purge);
  }

  /** Looking for messages so often. */
  public OutboxOptions withPollInterval(Duration value) {
    return new OutboxOptions(tables, value, batchRows, batchBytesMax, keepsSent, purge);
  }

  /** Claiming so many rows at a time. */
  public OutboxOptions withBatchRows(int value) {
    return new OutboxOptions(tables, pollInterval, value, batchBytesMax, keepsSent, purge);
  }

  /** Claiming so many payload bytes at a time. */
  public OutboxOptions withBatchBytesMax(int value) {
    return new OutboxOptions(tables, pollInterval, batchRows, value, keepsSent, purge);
  }

  /** Keeping what was sent, until it is purged. */
  public OutboxOptions keepingSent(PurgeOptions value) {
    return new OutboxOptions(tables, pollInterval, batchRows, batchBytesMax, true, value);
  }
}
