package io.surety.lifecycle;

/**
 * How far the producer has been asked.
 *
 * @param attempt number of the last question, 0 before the first
 * @param answered true when the last question has been answered
 * @param unknowns answers of UNKNOWN so far: only these spend the budget
 */
public record CheckBack(int attempt, boolean answered, int unknowns) {

  /** Not asked yet. */
  public static final CheckBack NONE = new CheckBack(0, false, 0);

  CheckBack asked() {
    return new CheckBack(attempt + 1, false, unknowns);
  }

  CheckBack answeredAt(int number, boolean unknown) {
    return new CheckBack(number, true, unknown ? unknowns + 1 : unknowns);
  }

  /**
   * What an answer must echo. Made from the question itself, so that a replay asks the same; it
   * tells an answer to this question from a generic one, it is not a secret.
   */
  static String nonce(String id, String group, int attempt) {
    return Long.toHexString(Mix.of(id + '\n' + group, attempt));
  }
}
