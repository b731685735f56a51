package io.surety.topology.counts;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongBinaryOperator;
import java.util.stream.IntStream;

/**
 * How long things took, counted in classes that roughly double, from a millisecond to ten hours.
 * Takes one addition and no object a time. Thread-safe.
 */
public final class Histogram {
  /** Upper bounds of the classes, ms, rising; longer times fall into a last one without a bound. */
  public static final List<Long> BOUNDS_MS =
      List.of(
          1L,
          2L,
          5L,
          10L,
          20L,
          50L,
          100L,
          200L,
          500L,
          1_000L,
          2_000L,
          5_000L,
          10_000L,
          30_000L,
          60_000L,
          300_000L,
          1_800_000L,
          36_000_000L);

  private static final long[] BOUNDS = BOUNDS_MS.stream().mapToLong(Long::longValue).toArray();

  private final LongAdder[] classes = new LongAdder[BOUNDS.length + 1];
  private final LongAdder sumMicros = new LongAdder();

  /** Of nothing yet. */
  public Histogram() {
    for (int i = 0; i < classes.length; i++) {
      classes[i] = new LongAdder();
    }
  }

  /** Something took so long; a negative time, between two clocks, counts as none. */
  public void addMillis(long millis) {
    long time = Math.max(0, millis);
    count(time);
    sumMicros.add(TimeUnit.MILLISECONDS.toMicros(time));
  }

  /** Something took so long. */
  public void addNanos(long nanos) {
    long time = Math.max(0, nanos);
    // Up to the next ms, so that a class holds nothing above its bound.
    count((time + 999_999) / 1_000_000);
    sumMicros.add(TimeUnit.NANOSECONDS.toMicros(time));
  }

  private void count(long millis) {
    int i = 0;
    while (i < BOUNDS.length && millis > BOUNDS[i]) {
      i++;
    }
    classes[i].increment();
  }

  /** The counts as they are now. */
  public Times times() {
    Long[] counts = new Long[classes.length];
    for (int i = 0; i < classes.length; i++) {
      counts[i] = classes[i].sum();
    }
    return new Times(List.of(counts), sumMicros.sum() / 1e6);
  }

  /**
   * Counts by class.
   *
   * @param counts for each of {@link #BOUNDS_MS} how many took at most so long and longer than the
   *     one before, then those beyond the last
   * @param sumSeconds all of them together
   */
  public record Times(List<Long> counts, double sumSeconds) {
    /** None. */
    public static final Times NONE = new Histogram().times();

    public Times {
      counts = List.copyOf(counts);
      if (counts.size() != BOUNDS.length + 1) {
        throw new IllegalArgumentException(
            "counts must have " + (BOUNDS.length + 1) + " classes, had " + counts.size());
      }
    }

    /** Both together. */
    public Times plus(Times other) {
      return new Times(each(other, Long::sum), sumSeconds + other.sumSeconds);
    }

    /** What has been counted since the others were. */
    public Times minus(Times earlier) {
      return new Times(each(earlier, (a, b) -> a - b), sumSeconds - earlier.sumSeconds);
    }

    private List<Long> each(Times other, LongBinaryOperator operator) {
      return IntStream.range(0, counts.size())
          .mapToObj(i -> operator.applyAsLong(counts.get(i), other.counts.get(i)))
          .toList();
    }

    /** How many were counted. */
    public long count() {
      return counts.stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The time that a share of them did not exceed, ms: the bound of the class in which that one
     * lies, so at most about twice too much; -1 if nothing was counted.
     *
     * @param share 0 to 1; 0.99 for the 99th percentile
     */
    public long percentileMs(double share) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("share must be from 0 to 1, was " + share);
      }
      long total = count();
      if (total == 0) {
        return -1;
      }
      long wanted = Math.max(1, (long) Math.ceil(share * total));
      long seen = 0;
      for (int i = 0; i < BOUNDS.length; i++) {
        seen += counts.get(i);
        if (seen >= wanted) {
          return BOUNDS[i];
        }
      }
      return BOUNDS[BOUNDS.length - 1];
    }
  }
}
