package io.surety.client.internal.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.client.internal.Texts;

/**
 * A stack trace of at most 8 KiB as UTF-8. A long one keeps its beginning, which says where it
 * surfaced, and its end, which says what caused it.
 */
final class StackText {
  private static final int BYTES_MAX = 8 * 1024;
  private static final String CUT = "\n\t... shortened ...\n";

  private StackText() {}

  static String of(String trace) {
    if (trace.getBytes(UTF_8).length <= BYTES_MAX) {
      return trace;
    }
    // A char needs at most three bytes (a surrogate pair four for its two chars).
    boolean isAscii = trace.chars().allMatch(c -> c < 128);
    int room = (BYTES_MAX - CUT.length()) / (isAscii ? 1 : 3);
    return Texts.head(trace, room / 2) + CUT + Texts.tail(trace, room / 2);
  }
}
