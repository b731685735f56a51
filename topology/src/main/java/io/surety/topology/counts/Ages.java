package io.surety.topology.counts;

import static io.surety.lifecycle.Message.NEVER;

import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How many there are, and since when the oldest of them is there, to a second. Ages are counted a
 * second: what comes and goes within a moment, as most messages do, meets the same counter.
 *
 * <pre>
 * seconds  10:00:00 -> 2   10:00:07 -> 1   10:41:12 -> 340      oldest = the first key
 * </pre>
 *
 * One thread writes; any may read.
 */
final class Ages {
  private static final long SECOND_MS = 1_000;

  private final TreeMap<Long, Second> seconds = new TreeMap<>();
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong oldest = new AtomicLong(NEVER);
  private @Nullable Second last;

  private static final class Second {
    final long start;
    long count;

    Second(long start) {
      this.start = start;
    }
  }

  /** One more, there since this time. */
  void add(long since) {
    Second second = at(since);
    second.count++;
    count.lazySet(count.getPlain() + 1);
    if (second.start < oldest.getPlain()) {
      oldest.lazySet(second.start);
    }
  }

  /** One that was added with this time is gone. */
  void remove(long since) {
    Second second = at(since);
    count.lazySet(count.getPlain() - 1);
    second.count--;
    if (second.count == 0) {
      seconds.remove(second.start);
      last = null;
      oldest.lazySet(seconds.isEmpty() ? NEVER : seconds.firstKey());
    }
  }

  /** How many there are. */
  long count() {
    return count.get();
  }

  /** Since when the oldest is there, epoch ms; {@code NEVER} if there is none. */
  long oldest() {
    return oldest.get();
  }

  private Second at(long since) {
    long start = Math.floorDiv(since, SECOND_MS) * SECOND_MS;
    Second known = last;
    if (known == null || known.start != start) {
      known = seconds.computeIfAbsent(start, Second::new);
      last = known;
    }
    return known;
  }
}
