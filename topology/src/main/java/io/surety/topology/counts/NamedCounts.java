package io.surety.topology.counts;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts by a name that users choose. Only so many names are told apart, since each becomes a
 * series that somebody stores: the names that come later are counted together as {@link #OTHERS}.
 * Thread-safe.
 */
public final class NamedCounts {
  /** Counts what is not told apart. No topic, group or host has this name. */
  public static final String OTHERS = "(others)";

  private final int namesMax;
  private final Map<String, LongAdder> byName = new ConcurrentHashMap<>();

  /** Tells at most so many names apart. */
  public NamedCounts(int namesMax) {
    if (namesMax < 1) {
      throw new IllegalArgumentException("namesMax must be >= 1, was " + namesMax);
    }
    this.namesMax = namesMax;
  }

  /** One more of this name. */
  public void count(String name) {
    LongAdder known = byName.get(name);
    if (known == null) {
      known = byName.computeIfAbsent(told(name), n -> new LongAdder());
    }
    known.increment();
  }

  /** The counts as they are now, by name. */
  public Map<String, Long> sums() {
    Map<String, Long> sums = new TreeMap<>();
    byName.forEach((name, adder) -> sums.put(name, adder.sum()));
    return sums;
  }

  /** Two threads may let one name too many in at a time; that is no harm. */
  private String told(String name) {
    return byName.size() < namesMax ? name : OTHERS;
  }
}
