package io.surety.lifecycle;

/**
 * What went wrong in a consumer or at a destination.
 *
 * @param type class or code of the error; empty where there was none
 * @param message what it said
 * @param stack where it happened; empty once stored, since rows stay small
 * @param fingerprint groups errors of the same kind and place; empty if unknown
 */
public record Failure(String type, String message, String stack, String fingerprint) {

  /** Messages longer than this many characters are cut when stored. */
  public static final int STORED_MESSAGE_MAX = 512;

  /** No failure. */
  public static final Failure NONE = new Failure("", "", "", "");

  /** A failure that has no place in code. */
  public static Failure of(String type, String message) {
    return new Failure(type, message, "", "");
  }

  /** False for {@link #NONE}. */
  public boolean isPresent() {
    return !type.isEmpty() || !message.isEmpty();
  }

  /** What a row keeps of it: no stack, a bounded message. */
  Failure stored() {
    if (stack.isEmpty() && message.length() <= STORED_MESSAGE_MAX) {
      return this;
    }
    String cut =
        message.length() <= STORED_MESSAGE_MAX ? message : message.substring(0, STORED_MESSAGE_MAX);
    return new Failure(type, cut, "", fingerprint);
  }
}
