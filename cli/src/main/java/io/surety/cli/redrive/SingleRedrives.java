package io.surety.cli.redrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.cli.ExitCodes;
import io.surety.cli.http.Api;
import io.surety.cli.http.ProblemException;
import io.surety.cli.http.Query;
import io.surety.cli.print.Column;
import io.surety.cli.print.Json;
import io.surety.cli.print.Listing;
import io.surety.cli.print.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/** Dead letters of messages that were named, one after the other. */
final class SingleRedrives {
  private static final List<Column> COLUMNS =
      List.of(
          Column.of("MESSAGE", "/messageId"),
          Column.of("GROUP", "/group"),
          Column.of("STATUS", "/status"));

  private final Api api;
  private final Output output;
  private final Consumer<String> say;
  private final ObjectNode said;

  SingleRedrives(Api api, Output output, Consumer<String> say, ObjectNode said) {
    this.api = api;
    this.output = output;
    this.say = say;
    this.said = said;
  }

  /** A dead letter: without a group where the message was given up as a whole. */
  private record Letter(String id, String group) {
    ObjectNode json(String status) {
      ObjectNode json = Json.object().put("messageId", id);
      if (!group.isEmpty()) {
        json.put("group", group);
      }
      return json.put("status", status);
    }
  }

  int redrive(
      List<String> ids, Map<String, String> conditions, boolean isDryRun, LongPredicate mayGoOn)
      throws InterruptedException {
    List<Letter> letters = new ArrayList<>();
    int code = ExitCodes.OK;
    for (String id : ids) {
      code = ExitCodes.both(code, find(id, conditions.getOrDefault("group", ""), letters));
    }
    if (letters.isEmpty() || (!isDryRun && !mayGoOn.test(letters.size()))) {
      return code == ExitCodes.OK ? ExitCodes.FAILURE : code;
    }
    List<JsonNode> done = new ArrayList<>();
    for (Letter letter : letters) {
      if (isDryRun) {
        done.add(letter.json("DEAD"));
      } else {
        code = ExitCodes.both(code, send(letter, done));
      }
    }
    Listing listing = output.list(COLUMNS, "/messageId");
    listing.page(done);
    listing.end();
    return code;
  }

  private int find(String id, String group, List<Letter> letters) throws InterruptedException {
    try {
      JsonNode message = api.get("messages/" + Query.segment(id)).json();
      int before = letters.size();
      for (JsonNode delivery : message.path("deliveries")) {
        String name = delivery.path("group").asText();
        if (delivery.path("status").asText().equals("DEAD")
            && (group.isEmpty() || group.equals(name))) {
          letters.add(new Letter(id, name));
        }
      }
      boolean isWhole =
          message.path("deliveries").isEmpty()
              && message.path("status").asText().equals("DEAD_LETTERED");
      if (isWhole) {
        letters.add(new Letter(id, ""));
      }
      if (letters.size() == before) {
        say.accept(id + ": nothing is dead; it is " + message.path("status").asText() + ".");
        return ExitCodes.FAILURE;
      }
      return ExitCodes.OK;
    } catch (ProblemException e) {
      say.accept(id + ": " + e.getMessage());
      return e.exitCode();
    }
  }

  private int send(Letter letter, List<JsonNode> done) throws InterruptedException {
    Query query = new Query();
    if (!letter.group().isEmpty()) {
      query.put("group", letter.group());
    }
    try {
      JsonNode message =
          api.post("messages/" + Query.segment(letter.id()) + "/redrive" + query, said).json();
      done.add(letter.json(message.path("status").asText("NOT_KNOWN_YET")));
      return ExitCodes.OK;
    } catch (ProblemException e) {
      say.accept(letter.id() + " " + letter.group() + ": " + e.getMessage());
      return e.exitCode();
    }
  }
}
