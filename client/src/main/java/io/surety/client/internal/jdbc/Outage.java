package io.surety.client.internal.jdbc;

import io.surety.client.internal.send.Sentences;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that cannot be reached: said once when it begins and once when it ends, and tried again
 * after longer and longer times. For one thread.
 */
final class Outage {
  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
  private static final long BACKOFF_MIN_MS = 100;
  private static final long BACKOFF_MAX_MS = 5_000;

  private final String whose;
  private final String what;
  private long backoffMs;

  /**
   * @param whose for people, at the beginning of a sentence
   * @param what it cannot do, for people
   */
  Outage(String whose, String what) {
    this.whose = whose;
    this.what = what;
  }

  /** It goes on: how long to wait before the next try. */
  long goesOn(Throwable why) {
    if (backoffMs == 0) {
      LOG.warn("{} cannot {}, and tries again until it can: {}", whose, what, Sentences.of(why));
    }
    backoffMs = Math.min(BACKOFF_MAX_MS, Math.max(BACKOFF_MIN_MS, 2 * backoffMs));
    return backoffMs;
  }

  /** Something was done, although not everything. */
  void progresses() {
    backoffMs = Math.min(backoffMs, BACKOFF_MIN_MS);
  }

  /** It is over, if there was one. */
  void isOver() {
    if (backoffMs > 0) {
      LOG.info("{} can {} again", whose, what);
    }
    backoffMs = 0;
  }
}
