package io.surety.client.internal;

/** Cuts text without cutting a character in two. */
public final class Texts {
  private Texts() {}

  /** At most this many of the first chars. */
  public static String head(String text, int charsMax) {
    if (text.length() <= charsMax) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(charsMax - 1)) ? charsMax - 1 : charsMax;
    return text.substring(0, end);
  }

  /** At most this many of the last chars. */
  public static String tail(String text, int charsMax) {
    if (text.length() <= charsMax) {
      return text;
    }
    int start = text.length() - charsMax;
    return text.substring(Character.isLowSurrogate(text.charAt(start)) ? start + 1 : start);
  }
}
