package io.surety.topology;

import io.surety.lifecycle.Message;
import java.util.function.Predicate;

/**
 * What live messages to look for, in the order of their ids.
 *
 * @param filter those that are wanted; called on the thread that asks
 * @param after only ids beyond this one, in the direction of the scan; empty for all
 * @param isDescending true for the greatest id first
 * @param limit at most so many of each partition, 1 to {@value #LIMIT_MAX}
 * @param deadline to end by, as of {@link System#nanoTime}; some rows are looked at all the same,
 *     so that a repeated scan gets on
 */
public record MessageScan(
    Predicate<Message> filter, String after, boolean isDescending, int limit, long deadline) {
  /** The largest limit. */
  public static final int LIMIT_MAX = 1_000;

  public MessageScan {
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new IllegalArgumentException("limit must be 1 to " + LIMIT_MAX + ", was " + limit);
    }
  }
}
