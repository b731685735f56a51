package io.surety.client.internal.send;

/**
 * What a record is sent for, in words for people.
 *
 * @param what the action, as in "confirm message 'm1'"
 * @param ifUnknown what the caller can do when nobody knows whether it was done, as a sentence
 */
public record Intent(String what, String ifUnknown) {

  /**
   * To decide something.
   *
   * @param what about what, as in "message 'm1'"
   */
  public static Intent settle(String verb, String what) {
    return new Intent(
        verb + " " + what,
        "Call it again: repeating a decision changes nothing. A prepared message that stays"
            + " undecided is settled by its producer's check-back.");
  }

  /** To store a message that is not decided yet. */
  public static Intent prepare(String messageId) {
    return new Intent(
        "prepare message '" + messageId + "'",
        "Do not run the local transaction yet: prepare the same message again, which is harmless,"
            + " or roll it back.");
  }

  /** To store messages that are not decided yet. */
  public static Intent prepareBundle(String bundleId) {
    return new Intent(
        "prepare bundle '" + bundleId + "'",
        "Do not run the local transaction: roll the bundle back, or leave it to the check-back, and"
            + " start again with a new one.");
  }

  /** To store a message that is decided already. */
  public static Intent send(String messageId) {
    return new Intent(
        "send message '" + messageId + "'",
        "Send the same message again: its id makes the repetition harmless.");
  }

  /** To report what became of a delivery, or to answer a question. */
  public static Intent report(String what, String messageId) {
    return new Intent(what + " message '" + messageId + "'", "It is reported again.");
  }

  /** To change a registration. */
  public static Intent register(String what) {
    return new Intent(what, "Call it again: repeating a registration is harmless.");
  }
}
