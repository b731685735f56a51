package io.surety.schemas;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Makes UUIDs of version 7 (RFC 9562 §5.7) that grow strictly, also within one millisecond.
 *
 * <pre>
 * |<------- 48 bits ------->|<4>|<--- 12 --->|<2>|<--------- 62 --------->|
 *   epoch milliseconds        7    counter    10     random
 * </pre>
 *
 * The counter is RFC 9562 §6.2 method 1: it starts at a random value below 2048 in each
 * millisecond, so that it can be raised 2048 times; when it overflows, or the clock steps back, it
 * carries into the time, which then runs ahead a little.
 */
final class Uuid7 {
  private static final int COUNTER_BITS = 12;
  private static final int COUNTER_START_BOUND = 1 << (COUNTER_BITS - 1);
  private static final long COUNTER_MASK = (1L << COUNTER_BITS) - 1;
  private static final long VERSION = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final LongSupplier clockMs;
  private final RandomGenerator random;
  private final AtomicLong last = new AtomicLong();

  Uuid7(LongSupplier clockMs, RandomGenerator random) {
    this.clockMs = clockMs;
    this.random = random;
  }

  UUID next() {
    long fresh = clockMs.getAsLong() << COUNTER_BITS | random.nextInt(COUNTER_START_BOUND);
    long timeAndCounter = last.updateAndGet(previous -> Math.max(previous + 1, fresh));
    long time = timeAndCounter >>> COUNTER_BITS;
    long counter = timeAndCounter & COUNTER_MASK;
    return new UUID(time << 16 | VERSION | counter, random.nextLong() >>> 2 | VARIANT);
  }
}
