package io.surety.topology.signals;

import org.jspecify.annotations.Nullable;

/**
 * Text that explains and does not decide: a reason, an error message. Longer than a row has room
 * for, it is cut, since a decision is not refused because somebody explained it at length.
 */
final class Text {
  /** Characters of a name that is free: an actor, a type of error. */
  static final int NAME_MAX = 255;

  /** Characters of a sentence or two. */
  static final int NOTE_MAX = 1_024;

  /** Characters of an error's message. */
  static final int MESSAGE_MAX = 4_096;

  /** Characters of a stack trace. */
  static final int STACK_MAX = 16_384;

  private Text() {}

  /**
   * At most {@code max} characters of the text, with U+FFFD for each NUL, which PostgreSQL has no
   * text for; empty for null.
   */
  static String cut(@Nullable String text, int max) {
    if (text == null) {
      return "";
    }
    if (text.length() <= max) {
      return printable(text);
    }
    // Half of a surrogate pair has no UTF-8 form.
    int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
    return printable(text.substring(0, end));
  }

  private static String printable(String text) {
    return text.replace('\u0000', '\uFFFD');
  }
}
