package io.surety.rest.callback;

import java.time.Duration;

/**
 * Spares a host that does not answer. After so many failures in a row calls are not made for a
 * while; then one is, and its success ends it. Not thread-safe; time comes in, in ns.
 */
final class Breaker {
  static final int FAILURES_MAX = 5;
  static final Duration PAUSE = Duration.ofSeconds(15);

  private int failures;
  private long openUntil;
  private boolean trying;

  /** Whether a call may be made now; if it may, its end must be told. */
  boolean admits(long now) {
    if (failures < FAILURES_MAX) {
      return true;
    }
    if (trying || now - openUntil < 0) {
      return false;
    }
    trying = true;
    return true;
  }

  /** True while calls are not made, or only one to try. */
  boolean isOpen() {
    return failures >= FAILURES_MAX;
  }

  /** True if its failures are none, or so long ago that a new one would do as well. */
  boolean isForgotten(long now) {
    return failures == 0 || now - openUntil > PAUSE.toNanos();
  }

  void succeeded() {
    failures = 0;
    trying = false;
  }

  void failed(long now) {
    failures = Math.min(FAILURES_MAX, failures + 1);
    trying = false;
    openUntil = now + PAUSE.toNanos();
  }

  /** The call ended in a way that says nothing about the host. */
  void ended() {
    trying = false;
  }
}
