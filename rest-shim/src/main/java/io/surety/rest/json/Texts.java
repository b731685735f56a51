package io.surety.rest.json;

/** Questions about texts that come from outside. */
public final class Texts {
  private Texts() {}

  /** False if there is half of a surrogate pair: it has no UTF-8 form. */
  static boolean isWellFormed(String text) {
    return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  /** True if nothing in it could start a line of its own, or hide one. */
  static boolean isOneLine(String text) {
    return text.codePoints().noneMatch(Character::isISOControl);
  }

  /** At most so many characters, with no pair of surrogates broken. */
  public static String cut(String text, int lengthMax) {
    if (text.length() <= lengthMax) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(lengthMax - 1)) ? lengthMax - 1 : lengthMax;
    return text.substring(0, end);
  }
}
