package io.surety.quickstart.story;

/** What a demo consumer makes of a message that it is given. */
public enum Handled {
  CONSUMED("consumed", ""),
  FAILED("failed", "the payment service does not answer"),
  REJECTED("rejected", "this customer does not exist");

  private final String word;
  private final String why;

  Handled(String word, String why) {
    this.word = word;
    this.why = why;
  }

  String word() {
    return word;
  }

  /** With what went wrong, if something did. */
  String told() {
    return why.isEmpty() ? word : word + ", " + why;
  }

  /** What went wrong; empty if nothing did. */
  String why() {
    return why;
  }
}
