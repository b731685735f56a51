package io.surety.rest.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.schemas.Names;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads which messages are asked about. */
public final class SettledRequest {
  /** More are refused, so that an answer takes a bounded time. */
  public static final int IDS_MAX = 1_000;

  private SettledRequest() {}

  /**
   * The ids, each once.
   *
   * @throws io.surety.rest.problem.ProblemException with everything that was wrong
   */
  public static List<String> ids(ObjectNode body) {
    Fields fields = Fields.of(body);
    ArrayNode array =
        fields.required(
            "ids",
            fields::elements,
            JsonNodeFactory.instance.arrayNode(),
            "send the ids, as in {\"ids\": [\"order-42\"]}");
    if (array.size() > IDS_MAX) {
      fields.wrong("ids", "", "has too many ids", "send at most " + IDS_MAX + " at a time");
    }
    Set<String> ids = new LinkedHashSet<>();
    for (int i = 0; i < Math.min(array.size(), IDS_MAX); i++) {
      JsonNode id = array.get(i);
      Optional<String> problem =
          id.isTextual() ? Names.MESSAGE_ID.problem(id.asText()) : Optional.of("it is not a text");
      if (problem.isPresent()) {
        fields.wrongAt("/ids/" + i, problem.get(), "send the id as it was given");
      }
      ids.add(id.asText());
    }
    fields.end();
    return List.copyOf(ids);
  }
}
