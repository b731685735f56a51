package io.surety.topology.log;

import org.jspecify.annotations.Nullable;

/**
 * Whether the partitions of a stream thread can be trusted to be still its own. A thread that was
 * paused for longer than the session timeout has lost them without knowing; what it does in its
 * transaction is fenced, but a record sent to a destination is not. So after a long silence it must
 * not act on timers until one of these has shown that it is a member of its group:
 *
 * <ul>
 *   <li>a transaction with offsets was committed, since the broker checks the membership,
 *   <li>a rebalance gave it partitions,
 *   <li>it went on polling for a session timeout, in which it would have been told.
 * </ul>
 *
 * <p>Belongs to one stream thread; {@link #lastCommit} may be read by others.
 */
public final class Lease {
  /** Before the session timeout ends, the thread stops to trust. */
  static final long MARGIN_MS = 2_000;

  private final long sessionTimeoutMs;
  private final long silenceMaxMs;
  private @Nullable Moment lastHeard;
  private @Nullable Moment doubtedSince;
  private volatile long lastCommit;

  /** For a consumer with this session timeout; shorter ones than the margin are trusted half. */
  public Lease(long sessionTimeoutMs) {
    this.sessionTimeoutMs = sessionTimeoutMs;
    this.silenceMaxMs = Math.max(sessionTimeoutMs / 2, sessionTimeoutMs - MARGIN_MS);
  }

  /** The thread polls: to be told before and after. */
  void polled(Moment now) {
    if (lastHeard == null) {
      doubtedSince = now;
    } else if (now.since(lastHeard) > silenceMaxMs) {
      doubtedSince = now;
    } else if (doubtedSince != null && now.since(doubtedSince) >= sessionTimeoutMs) {
      doubtedSince = null;
    }
    lastHeard = now;
  }

  /** A transaction with offsets, begun to be committed at {@code begun}, was committed. */
  void committed(Moment begun, Moment now) {
    lastCommit = now.wallMs();
    if (doubtedSince == null || !begun.isBefore(doubtedSince)) {
      provenAt(begun);
    }
  }

  /** A rebalance has ended, with this thread as a member. */
  void assigned(Moment now) {
    provenAt(now);
  }

  /** True while the thread may act on timers. */
  boolean isHeld(Moment now) {
    return lastHeard != null && doubtedSince == null && now.since(lastHeard) <= silenceMaxMs;
  }

  /** When a transaction with offsets was last committed, epoch ms; 0 before the first. */
  public long lastCommit() {
    return lastCommit;
  }

  private void provenAt(Moment moment) {
    doubtedSince = null;
    if (lastHeard == null || lastHeard.isBefore(moment)) {
      lastHeard = moment;
    }
  }
}
