package io.surety.bench.load;

import java.time.Duration;

/**
 * What is asked of whatever is measured. The same for every runner of a comparison, down to the
 * fate of each single message.
 *
 * @param rate messages begun a second, whatever becomes of those before; 0 for saturation: as many
 *     as go with {@code openMax} of them open
 * @param openMax messages begun and not ended at a time, at saturation
 * @param payloadBytes size of each payload, 1..1,000,000
 * @param groups consumer groups, each of which consumes each message, 1..{@value #GROUPS_MAX}
 * @param partitions of every topic
 * @param rollBackPercent share of messages that are rolled back
 * @param lostConfirmPercent share of messages whose producer falls silent, and answers when asked
 * @param failingPercent share of consumptions that fail the first time
 * @param linger of the load's own producers: how long a record may wait for company
 */
public record Workload(
    int rate,
    int openMax,
    int payloadBytes,
    int groups,
    int partitions,
    int rollBackPercent,
    int lostConfirmPercent,
    int failingPercent,
    Duration linger) {
  /** As many groups as the ledger has room for in an int. */
  public static final int GROUPS_MAX = 9;

  /** When a producer that fell silent is asked. */
  public static final Duration CHECK_BACK_AFTER = Duration.ofSeconds(1);

  /** When a consumption that failed is tried again. */
  public static final Duration REDELIVERED_AFTER = Duration.ofMillis(100);

  public Workload {
    require(rate >= 0, "rate must be >= 0, was " + rate);
    require(openMax >= 1, "open must be >= 1, was " + openMax);
    require(
        payloadBytes >= 1 && payloadBytes <= 1_000_000,
        "payload-size must be 1 to 1000000, was " + payloadBytes);
    require(
        groups >= 1 && groups <= GROUPS_MAX,
        "groups must be 1 to " + GROUPS_MAX + ", was " + groups);
    require(partitions >= 1, "partitions must be >= 1, was " + partitions);
    percent("rollbacks", rollBackPercent);
    percent("lost-confirms", lostConfirmPercent);
    percent("failing", failingPercent);
    require(
        rollBackPercent + lostConfirmPercent <= 100,
        "rollbacks and lost-confirms together must be <= 100, were "
            + (rollBackPercent + lostConfirmPercent));
    require(!linger.isNegative(), "linger must be >= 0, was " + linger);
  }

  private static void percent(String name, int value) {
    require(value >= 0 && value <= 100, name + " must be 0 to 100 percent, was " + value);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** Whether nothing is held back. */
  public boolean isSaturation() {
    return rate == 0;
  }

  /** What the producer does with the n-th message; always the same. */
  public Fate fate(long n) {
    int share = share(n);
    if (share < rollBackPercent) {
      return Fate.ROLL_BACK;
    }
    return share < rollBackPercent + lostConfirmPercent ? Fate.LOST_CONFIRM : Fate.CONFIRM;
  }

  /** Whether this group fails to consume the n-th message the first time it gets it. */
  public boolean failsFirst(long n, int group) {
    return failingPercent > 0 && share(n * 31 + group + 1) < failingPercent;
  }

  /** The same at another rate. */
  public Workload withRate(int rate) {
    return new Workload(
        rate,
        openMax,
        payloadBytes,
        groups,
        partitions,
        rollBackPercent,
        lostConfirmPercent,
        failingPercent,
        linger);
  }

  /** The same with another number of partitions. */
  public Workload withPartitions(int partitions) {
    return new Workload(
        rate,
        openMax,
        payloadBytes,
        groups,
        partitions,
        rollBackPercent,
        lostConfirmPercent,
        failingPercent,
        linger);
  }

  /** 0..99, spread evenly: the finaliser of SplitMix64. */
  private static int share(long n) {
    long z = n + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return (int) Long.remainderUnsigned(z ^ (z >>> 31), 100);
  }
}
