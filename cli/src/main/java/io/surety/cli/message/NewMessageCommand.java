package io.surety.cli.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.cli.CliCommand;
import io.surety.cli.ExitCodes;
import io.surety.cli.Unreadable;
import io.surety.cli.http.Answer;
import io.surety.cli.http.Api;
import io.surety.cli.http.ServerOptions;
import io.surety.cli.print.OutputOptions;
import io.surety.rest.CommandException;
import java.io.IOException;
import picocli.CommandLine.Mixin;

/** Hands a message over. */
abstract class NewMessageCommand extends CliCommand {
  /** Whose delivery is decided later. */
  static final String PREPARE = "prepare";

  @Mixin private NewMessage message = new NewMessage();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  /** Sends it, and says what became of it. */
  final int handOver(String mode, WaitOptions wait) throws InterruptedException {
    ObjectNode request = request(mode);
    Api api = connect(server);
    Answer answer = api.post("messages", request);
    String id = answer.json().path("id").asText(request.path("id").asText());
    Outcome outcome =
        wait.isAsked()
            ? new Waiting(api, wait, this::say).until(id)
            : mode.equals(PREPARE)
                ? Outcome.of(answer, this::say)
                : Outcome.ofDelivery(answer, this::say);
    JsonNode shown = outcome.message().has("id") ? outcome.message() : Ids.only(id);
    output.to(out()).one(shown, "/id", thing -> MessageView.facts(output.to(out()), thing));
    return outcome.code();
  }

  private ObjectNode request(String mode) {
    try {
      return message.request(mode, System.in);
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new CommandException("--body cannot be read: " + Unreadable.why(e), ExitCodes.USAGE, e);
    }
  }
}
