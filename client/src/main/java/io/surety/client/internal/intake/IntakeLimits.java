package io.surety.client.internal.intake;

import java.time.Duration;

/**
 * How much an intake takes on.
 *
 * @param recordsMax no more is read while this many records are not done, at least 1
 * @param bytesMax no more is read while records of this many bytes are not done, at least 1
 * @param gapMax a partition is not read on while it has this many records behind one that is not
 *     done, at least 1
 * @param commitInterval what is done is committed at most this often
 * @param drainTimeout how long works that run are waited for, when the intake closes or a partition
 *     goes to another member
 */
public record IntakeLimits(
    int recordsMax, long bytesMax, int gapMax, Duration commitInterval, Duration drainTimeout) {

  private static final long MIB = 1024 * 1024;

  public IntakeLimits {
    if (recordsMax < 1 || bytesMax < 1 || gapMax < 1) {
      throw new IllegalArgumentException(
          "limits must be >= 1, were " + recordsMax + ", " + bytesMax + " and " + gapMax);
    }
  }

  /** 500 records or 32 MiB, 10 000 behind a slow one, commits every 200 ms. */
  public static IntakeLimits defaults(Duration drainTimeout) {
    return new IntakeLimits(500, 32 * MIB, 10_000, Duration.ofMillis(200), drainTimeout);
  }
}
