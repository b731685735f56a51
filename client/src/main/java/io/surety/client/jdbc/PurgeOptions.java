package io.surety.client.jdbc;

import io.surety.client.internal.Checks;
import java.time.Duration;
import java.util.Objects;

/**
 * When rows that are settled are deleted from a local table.
 *
 * @param retention how long a settled row stays, at least 1 ms; longer remembers duplicates for
 *     longer and takes more room
 * @param interval between two purges, at least 1 ms; each instance purges by itself, and several at
 *     the same time do not disturb each other
 * @param batchRows rows that are deleted in one transaction, 1..10000; more are faster, and hold
 *     their locks for longer
 * @param settledCheck who must agree to the deletion
 */
public record PurgeOptions(
    Duration retention, Duration interval, int batchRows, SettledCheck settledCheck) {
  private static final int BATCH_ROWS_MAX = 10_000;

  /** Checks the values. */
  public PurgeOptions {
    Checks.positive("retention", retention);
    Checks.positive("interval", interval);
    if (batchRows < 1 || batchRows > BATCH_ROWS_MAX) {
      throw new IllegalArgumentException(
          "batchRows must be 1.." + BATCH_ROWS_MAX + ", was " + batchRows);
    }
    Objects.requireNonNull(settledCheck, "settledCheck must not be null");
  }

  /** After 7 days, looked for every 10 minutes, 500 rows at a time, by age alone. */
  public static PurgeOptions defaults() {
    return new PurgeOptions(Duration.ofDays(7), Duration.ofMinutes(10), 500, SettledCheck.byAge());
  }

  /** With this retention. */
  public PurgeOptions withRetention(Duration value) {
    return new PurgeOptions(value, interval, batchRows, settledCheck);
  }

  /** With this time between two purges. */
  public PurgeOptions withInterval(Duration value) {
    return new PurgeOptions(retention, value, batchRows, settledCheck);
  }

  /** With so many rows in one transaction. */
  public PurgeOptions withBatchRows(int value) {
    return new PurgeOptions(retention, interval, value, settledCheck);
  }

  /** Deletes only what this agrees to. */
  public PurgeOptions withSettledCheck(SettledCheck value) {
    return new PurgeOptions(retention, interval, batchRows, value);
  }

  /**
   * The same options, when the retention is longer than this.
   *
   * @param why it must be, to follow the value in the message
   * @throws IllegalArgumentException when it is not
   */
  public PurgeOptions requireRetentionAbove(Duration least, String why) {
    if (retention.compareTo(least) <= 0) {
      throw new IllegalArgumentException(
          "retention must be longer than " + least + ", was " + retention + ": " + why);
    }
    return this;
  }
}
