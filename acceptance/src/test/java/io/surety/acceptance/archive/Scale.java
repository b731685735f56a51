package io.surety.acceptance.archive;

import java.time.Duration;

/**
 * How much of the proof is run: a little in each build, all of it with {@code
 * -Dsurety.archive.messages=100000}.
 *
 * @param messages that the coordinator finishes
 * @param kills of the worker, as {@code kill -9}
 * @param outage of the database
 * @param poison records that can never be rows
 * @param sample of messages that are compared field by field
 * @param isMeasured whether the sink's rate is measured beside COPY and a plain insert
 */
record Scale(int messages, int kills, Duration outage, int poison, int sample, boolean isMeasured) {
  private static final int ALL = 100_000;

  static Scale asked() {
    int messages = Integer.getInteger("surety.archive.messages", 400);
    return messages < ALL
        ? new Scale(messages, 1, Duration.ofSeconds(3), 8, 100, false)
        : new Scale(messages, 3, Duration.ofMinutes(2), 50, 1_000, true);
  }
}
