package io.surety.quickstart.screen;

/** How a text stands out on a terminal (ECMA-48, select graphic rendition). */
public enum Ink {
  /** Titles. */
  BOLD(1),
  /** What matters less. */
  DIM(2),
  /** What went wrong. */
  RED(31),
  /** What went right. */
  GREEN(32);

  private final int code;

  Ink(int code) {
    this.code = code;
  }

  String of(String text) {
    return "\033[" + code + "m" + text + "\033[0m";
  }
}
