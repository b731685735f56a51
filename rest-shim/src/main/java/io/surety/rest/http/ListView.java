package io.surety.rest.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.lifecycle.Message;
import io.surety.rest.json.Json;
import io.surety.rest.json.ListJson;
import io.surety.rest.json.MessageJson;
import io.surety.rest.read.DeadLetter;
import io.surety.rest.read.MessageFilter;
import io.surety.topology.MessageView;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What is listed of the messages that are wanted. */
enum ListView {
  /** The messages. */
  MESSAGES {
    @Override
    Predicate<Message> wanted(MessageFilter filter) {
      return filter;
    }

    @Override
    Map<String, Object> item(MessageView view, MessageFilter filter) {
      return MessageJson.of(view.message(), view.isSettled(), view.asOf());
    }

    @Override
    List<JsonNode> shown(List<JsonNode> items) {
      return items;
    }
  },
  /** What is dead of them. */
  DEAD_LETTERS {
    @Override
    Predicate<Message> wanted(MessageFilter filter) {
      return message -> !DeadLetter.of(message, filter).isEmpty();
    }

    @Override
    Map<String, Object> item(MessageView view, MessageFilter filter) {
      return Map.of(
          "id",
          view.message().id(),
          "deadLetters",
          DeadLetter.of(view.message(), filter).stream().map(ListJson::of).toList());
    }

    @Override
    List<JsonNode> shown(List<JsonNode> items) {
      return items.stream()
          .flatMap(item -> Json.elements(item.path("deadLetters")).stream())
          .toList();
    }
  };

  /** Which messages have something to be listed. */
  abstract Predicate<Message> wanted(MessageFilter filter);

  /** What one instance tells the other: an object with the message's {@code id}. */
  abstract Map<String, Object> item(MessageView view, MessageFilter filter);

  /** What the caller sees. */
  abstract List<JsonNode> shown(List<JsonNode> items);

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<ListView> of(String word) {
    for (ListView view : values()) {
      if (view.word().equals(word)) {
        return Optional.of(view);
      }
    }
    return Optional.empty();
  }
}
