package io.surety.acceptance.proof;

import java.util.Locale;
import java.util.Random;

/**
 * One order that the order service takes. What befalls it is chance, but the same each time.
 *
 * @param n from 0, in each mode
 */
record Order(Mode mode, int n, long seed) {
  /** So many business keys are there in a mode. */
  static final int KEYS = 16;

  /**
   * Of its message, or of its bundle. With an outbox, messages of a key are in one partition of the
   * log.
   */
  String id() {
    String plain = mode.name().toLowerCase(Locale.ROOT) + "-" + n;
    return mode == Mode.OUTBOX ? key() + "~" + plain : plain;
  }

  String key() {
    return "key" + n % KEYS;
  }

  /** The local transaction fails after it has written everything. */
  boolean fails() {
    return !isOpenWhenAsked() && !isLateWhenAsked() && chance(1) < 1 / 6.0;
  }

  /** The local transaction is open when the coordinator asks. */
  boolean isOpenWhenAsked() {
    return n % 50 == 7;
  }

  /** The local transaction has not begun when the coordinator asks. */
  boolean isLateWhenAsked() {
    return n % 50 == 23;
  }

  /** Whether the service takes it once more that was killed with it. */
  boolean isRetried() {
    return isOpenWhenAsked() || isLateWhenAsked() || chance(2) < 0.5;
  }

  private double chance(int which) {
    return new Random(seed * 31 * 31 + mode.ordinal() * 31L + which + n * 7_919L).nextDouble();
  }
}
