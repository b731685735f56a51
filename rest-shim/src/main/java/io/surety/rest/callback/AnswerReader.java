package io.surety.rest.callback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.rest.json.Json;
import io.surety.rest.problem.ProblemException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds the verdict in an answer, if there is one: status 200, one JSON object without a repeated
 * name, which echoes message id and nonce and says one of the words exactly. What merely looks like
 * an answer, as from a login page or from a service that says yes to everything, is none.
 *
 * <p>Thread-safe.
 */
final class AnswerReader {
  private static final int OK = 200;

  private final Json json = new Json(HttpCaller.BODY_MAX_BYTES);

  /**
   * The verdict.
   *
   * @param field whose value it is
   * @param words the values it may have
   */
  <E extends Enum<E>> Optional<E> read(
      HttpReply reply, Question question, String field, E[] words) {
    if (reply.outcome() != CallOutcome.ANSWERED || reply.status() != OK) {
      return Optional.empty();
    }
    return object(reply.body())
        .filter(answer -> says(answer, "messageId", question.messageId()))
        .filter(answer -> says(answer, "nonce", question.nonce()))
        .flatMap(
            answer ->
                Arrays.stream(words).filter(word -> says(answer, field, word.name())).findFirst());
  }

  private Optional<ObjectNode> object(byte[] body) {
    try {
      return Optional.of(json.readObject(body));
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  private static boolean says(ObjectNode answer, String field, String value) {
    JsonNode node = answer.get(field);
    return node != null && node.isTextual() && node.asText().equals(value);
  }
}
