package io.surety.bench.scale;

import io.surety.bench.surety.Metrics;

/** Looks for due timers, counted at two times. */
record Ticks(double count, double seconds) {
  static Ticks of(Metrics metrics) {
    return new Ticks(
        metrics.sum("surety_timer_ticks_total"), metrics.sum("surety_timer_tick_seconds_total"));
  }

  Ticks since(Ticks before) {
    return new Ticks(count - before.count, seconds - before.seconds);
  }

  /** Of each tick, µs. */
  double micros() {
    return count == 0 ? 0 : seconds * 1e6 / count;
  }
}
