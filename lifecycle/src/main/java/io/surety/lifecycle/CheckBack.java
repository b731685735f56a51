package io.surety.lifecycle;

import java.util.ArrayList;
import java.util.List;

/**
 * How far the producer has been asked.
 *
 * @param attempt number of the last question, 0 before the first
 * @param answered true when the last question has been answered
 * @param unknowns answers of UNKNOWN so far: only these spend the budget
 * @param history the questions and what came back, oldest first, bounded
 */
public record CheckBack(int attempt, boolean answered, int unknowns, List<Question> history) {

  /** Not asked yet. */
  public static final CheckBack NONE = new CheckBack(0, false, 0, List.of());

  public CheckBack {
    history = List.copyOf(history);
  }

  CheckBack asked(long now) {
    Question question = new Question(attempt + 1, now, Question.Answer.NONE, 0);
    return new CheckBack(attempt + 1, false, unknowns, with(question));
  }

  CheckBack answered(int number, boolean unknown, long now) {
    Question.Answer answer = unknown ? Question.Answer.UNKNOWN : Question.Answer.IN_PROGRESS;
    Question question = new Question(number, askedAt(number), answer, now);
    return new CheckBack(number, true, unknown ? unknowns + 1 : unknowns, with(question));
  }

  private long askedAt(int number) {
    return history.stream()
        .filter(question -> question.attempt() == number)
        .mapToLong(Question::askedAt)
        .findFirst()
        .orElse(0);
  }

  /** Added at the end, or in the place of what was known of the same question. */
  private List<Question> with(Question question) {
    List<Question> all = new ArrayList<>(history);
    all.removeIf(known -> known.attempt() == question.attempt());
    all.add(question);
    if (all.size() > Limits.HISTORY_MAX) {
      all.remove(0);
    }
    return all;
  }

  /**
   * What an answer must echo. Made from the question itself, so that a replay asks the same; it
   * tells an answer to this question from a generic one, it is not a secret.
   */
  static String nonce(String id, String group, int attempt) {
    return Long.toHexString(Mix.of(id + '\n' + group, attempt));
  }
}
