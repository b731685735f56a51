package io.surety.quickstart;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;

/** Time since this process was started. */
final class Uptime {
  private Uptime() {}

  static Duration at(Instant time) {
    long startedAt = ManagementFactory.getRuntimeMXBean().getStartTime();
    return Duration.between(Instant.ofEpochMilli(startedAt), time);
  }
}
