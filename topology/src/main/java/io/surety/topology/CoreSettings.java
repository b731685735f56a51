package io.surety.topology;

import io.surety.lifecycle.Limits;
import java.time.Duration;

/**
 * What the core needs to know from the configuration. Times are ms.
 *
 * @param limits the rules' own times
 * @param tickIntervalMs how often due messages are looked for while there are some; larger delays
 *     timers, smaller costs a transaction each
 * @param timersPerTickMax at most so many timers are fired in one tick of one partition; the rest
 *     in the next
 * @param tickBudgetMs at most this long is spent on timers in one tick of one partition
 * @param messageMaxBytes the largest value of a prepare record
 * @param settledRetentionMs how long a finished message is remembered to recognise repetitions
 * @param events what is written to the events topic
 * @param registryStalenessMaxMs a decision is judged by a registry at most this much older than it
 * @param sessionTimeoutMs the consumer group's session timeout: an instance that was silent for
 *     longer has lost its partitions
 */
public record CoreSettings(
    Limits limits,
    long tickIntervalMs,
    int timersPerTickMax,
    long tickBudgetMs,
    int messageMaxBytes,
    long settledRetentionMs,
    EventsMode events,
    long registryStalenessMaxMs,
    long sessionTimeoutMs) {

  /** 100 ms, 1000 timers, 50 ms, 1,000,000 bytes, 24 h, exceptional, 1 s, 10 s. */
  public static final CoreSettings DEFAULT =
      new CoreSettings(
          Limits.DEFAULT,
          100,
          1_000,
          50,
          1_000_000,
          Duration.ofHours(24).toMillis(),
          EventsMode.EXCEPTIONAL,
          1_000,
          10_000);

  /** Room for headers, keys, and what the coordinator itself adds to a message. */
  private static final int OVERHEAD_BYTES = 64 * 1024;

  public CoreSettings {
    positive("tickIntervalMs", tickIntervalMs);
    positive("timersPerTickMax", timersPerTickMax);
    positive("tickBudgetMs", tickBudgetMs);
    positive("messageMaxBytes", messageMaxBytes);
    positive("settledRetentionMs", settledRetentionMs);
    positive("registryStalenessMaxMs", registryStalenessMaxMs);
    positive("sessionTimeoutMs", sessionTimeoutMs);
    if (messageMaxBytes > (Integer.MAX_VALUE - OVERHEAD_BYTES) / 2) {
      throw new IllegalArgumentException(
          "messageMaxBytes must be <= "
              + (Integer.MAX_VALUE - OVERHEAD_BYTES) / 2
              + ", was "
              + messageMaxBytes);
    }
  }

  /**
   * The largest record the coordinator writes to a topic of its own, which every such topic must
   * take: twice {@link #messageMaxBytes} and 64 KiB.
   */
  public int recordMaxBytes() {
    return 2 * messageMaxBytes + OVERHEAD_BYTES;
  }

  private static void positive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be >= 1, was " + value);
    }
  }
}
