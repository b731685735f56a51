package io.surety.cli.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.cli.ExitCodes;
import io.surety.cli.http.Answer;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What became of a message.
 *
 * @param message as the server tells it; without an id when it could not tell
 * @param code what the command ends with
 */
record Outcome(JsonNode message, int code) {
  /** In which a message that was to be delivered is not, and will not be by itself. */
  static final Set<String> OTHER_ENDS =
      Set.of("DEAD_LETTERED", "ROLLED_BACK", "CANCELLED", "EXPIRED");

  /** Of a change whose answer is all that is to be known. */
  static Outcome of(Answer answer, Consumer<String> say) {
    return new Outcome(answer.json(), MessageView.codeOf(answer, say));
  }

  /** Of a message that was to be delivered: it may have died at once. */
  static Outcome ofDelivery(Answer answer, Consumer<String> say) {
    return isElsewhere(answer.json()) ? elsewhere(answer.json(), say) : of(answer, say);
  }

  /** It has come to another end than was asked for. */
  static Outcome elsewhere(JsonNode message, Consumer<String> say) {
    say.accept("It has come to another end: " + MessageView.sentence(message) + ".");
    return new Outcome(message, ExitCodes.FAILURE);
  }

  static boolean isElsewhere(JsonNode message) {
    return OTHER_ENDS.contains(message.path("status").asText());
  }
}
