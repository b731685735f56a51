package io.surety.testkit;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still unless it is moved, and never goes back. Thread-safe. */
final class MovedClock extends Clock {
  private volatile long nowMs;

  MovedClock(Instant start) {
    if (start.isBefore(Instant.EPOCH)) {
      throw new IllegalArgumentException("start must not be before 1970, was " + start);
    }
    nowMs = start.toEpochMilli();
  }

  void moveTo(long ms) {
    nowMs = Math.max(nowMs, ms);
  }

  @Override
  public long millis() {
    return nowMs;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(nowMs);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("this clock is for instants; convert those");
  }
}
