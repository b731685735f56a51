package io.surety.cli.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.surety.cli.ExitCodes;
import io.surety.cli.Pace;
import io.surety.cli.http.Api;
import io.surety.cli.http.ProblemException;
import io.surety.cli.print.Cells;
import java.util.Set;
import java.util.function.Consumer;

/** Asks for a message until it is where it should be. */
final class Waiting {
  private static final Set<String> GROUP_ENDS = Set.of("DEAD", "UNSUBSCRIBED");

  private final Api api;
  private final WaitOptions options;
  private final Consumer<String> say;

  Waiting(Api api, WaitOptions options, Consumer<String> say) {
    this.api = api;
    this.options = options;
    this.say = say;
  }

  Outcome until(String id) throws InterruptedException {
    Pace pace = Pace.growing(options.timeout());
    while (true) {
      JsonNode message = look(id);
      if (isReached(message)) {
        return new Outcome(message, ExitCodes.OK);
      }
      if (isElsewhere(message)) {
        return Outcome.elsewhere(message, say);
      }
      if (!pace.next()) {
        say.accept(
            "Not within "
                + Cells.duration(options.timeout())
                + "; it is "
                + MessageView.sentence(message)
                + ". Look again with: surety inspect "
                + id);
        return new Outcome(message, ExitCodes.TIMED_OUT);
      }
    }
  }

  /** Missing while nothing is known of it, as its record is in the log and not processed. */
  private JsonNode look(String id) throws InterruptedException {
    try {
      return api.get(Ids.path(id)).json();
    } catch (ProblemException e) {
      if (e.exitCode() == ExitCodes.NOT_FOUND) {
        return MissingNode.getInstance();
      }
      throw e;
    }
  }

  private boolean isReached(JsonNode message) {
    return message.path("status").asText().equals("COMPLETED")
        || (options.isConsumedEnough() && isOneOf(message, Set.of("CONSUMED")));
  }

  private boolean isElsewhere(JsonNode message) {
    return Outcome.isElsewhere(message)
        || (options.group().isPresent() && isOneOf(message, GROUP_ENDS));
  }

  private boolean isOneOf(JsonNode message, Set<String> statuses) {
    for (JsonNode delivery : message.path("deliveries")) {
      boolean isMeant = options.group().map(delivery.path("group").asText()::equals).orElse(true);
      if (isMeant && statuses.contains(delivery.path("status").asText())) {
        return true;
      }
    }
    return false;
  }
}
