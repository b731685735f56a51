package io.surety.rest.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.rest.access.Caller;
import io.surety.rest.access.Role;
import io.surety.rest.json.Json;
import io.surety.rest.problem.ProblemException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A caller as one instance tells it to another: JSON in base64, so that it is one header line. */
final class CallerHeader {
  static final String NAME = "Surety-Caller";

  private static final int BYTES_MAX = 16 * 1024;
  private static final Json JSON = new Json(BYTES_MAX);

  private CallerHeader() {}

  static String write(Caller caller) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", caller.name())
            .put("role", caller.role().word());
    names(json.putArray("producers"), caller.producers());
    names(json.putArray("groups"), caller.groups());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.write(json));
  }

  /** Empty if it is none. It must have been proven genuine before. */
  static Optional<Caller> read(String text) {
    try {
      ObjectNode json = JSON.readObject(Base64.getUrlDecoder().decode(text));
      String name = json.path("name").asText();
      return Role.of(json.path("role").asText())
          .filter(role -> !name.isEmpty())
          .map(role -> new Caller(name, role, names(json, "producers"), names(json, "groups")));
    } catch (IllegalArgumentException | ProblemException e) {
      return Optional.empty();
    }
  }

  private static void names(ArrayNode array, Set<String> names) {
    new TreeSet<>(names).forEach(array::add);
  }

  private static Set<String> names(ObjectNode json, String field) {
    Set<String> names = new TreeSet<>();
    Json.elements(json.path(field)).stream().map(JsonNode::asText).forEach(names::add);
    return names;
  }
}
