package io.surety.schemas;

/** Makes hostile text fit for one line of a message: short, and without control characters. */
final class Printable {
  private static final int LENGTH_MAX = 80;

  private Printable() {}

  static String shortened(String text) {
    String head = text.length() <= LENGTH_MAX ? text : text.substring(0, LENGTH_MAX) + "...";
    StringBuilder line = new StringBuilder(head.length());
    head.codePoints().map(c -> Character.isISOControl(c) ? '?' : c).forEach(line::appendCodePoint);
    return line.toString();
  }
}
