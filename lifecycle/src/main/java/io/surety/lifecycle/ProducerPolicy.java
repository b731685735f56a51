package io.surety.lifecycle;

/**
 * How a producer is asked when its decision is late.
 *
 * @param checkBackAfterMs time from prepare to the first question, ms
 * @param maxDelayMs questions are at most this far apart, ms
 * @param budget answers of UNKNOWN before it is given up, at least 1
 * @param maxAgeMs a message undecided for longer is given up, answered or not, ms
 * @param onExhausted what giving up means
 */
public record ProducerPolicy(
    long checkBackAfterMs, long maxDelayMs, int budget, long maxAgeMs, OnExhausted onExhausted) {

  /** 10 s, doubling up to 60 s, 15 answers of UNKNOWN, 72 h, then a person decides. */
  public static final ProducerPolicy DEFAULT =
      new ProducerPolicy(10_000, 60_000, 15, 72 * 3_600_000L, OnExhausted.UNRESOLVED);

  /** Share by which the time between two questions is moved up or down. */
  static final double JITTER = 0.1;

  /** What happens when nobody can be brought to decide. */
  public enum OnExhausted {
    /** A person decides. */
    UNRESOLVED,
    /** It is rolled back. */
    ROLL_BACK
  }

  public ProducerPolicy {
    if (checkBackAfterMs < 1) {
      throw new IllegalArgumentException("checkBackAfterMs must be >= 1, was " + checkBackAfterMs);
    }
    if (maxDelayMs < 1) {
      throw new IllegalArgumentException("maxDelayMs must be >= 1, was " + maxDelayMs);
    }
    if (budget < 1) {
      throw new IllegalArgumentException("budget must be >= 1, was " + budget);
    }
    if (maxAgeMs < 1) {
      throw new IllegalArgumentException("maxAgeMs must be >= 1, was " + maxAgeMs);
    }
  }

  long firstDelayMs(Content content) {
    return content.checkBackAfterMs() > 0 ? content.checkBackAfterMs() : checkBackAfterMs;
  }

  /** Time from question {@code asked} (1-based) to the next one. */
  long nextDelayMs(Content content, String id, int asked) {
    double plain = Math.min(maxDelayMs, firstDelayMs(content) * Math.pow(2, asked));
    long delay = Math.min(maxDelayMs, Mix.jittered((long) plain, JITTER, id, asked));
    return Math.max(1, delay);
  }
}
