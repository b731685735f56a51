package io.surety.client.jdbc;

import java.util.Collection;
import java.util.Set;

/**
 * Says which messages are finished at the coordinator, before a purge deletes what is remembered of
 * them here.
 *
 * <p>Called by one thread at a time for each table, from a thread of this library.
 */
@FunctionalInterface
public interface SettledCheck {

  /**
   * Those of these messages that are finished. The others stay, and are asked for again.
   *
   * @param messageIds at most as many as the batch of the purge
   * @throws Exception when it cannot tell: nothing more is purged until the next time
   */
  Set<String> settled(Collection<String> messageIds) throws Exception;

  /** Counts everything as finished that is older than the retention. */
  static SettledCheck byAge() {
    return Set::copyOf;
  }
}
