package io.surety.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.apache.avro.Schema;

/**
 * The text of a schema for readers in any language: without the hint that Java should use {@code
 * String}.
 */
public final class PortableSchema {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String JAVA_STRING = "avro.java.string";

  private PortableSchema() {}

  /** The schema as JSON on one line. */
  public static String json(Schema schema) {
    return tree(schema).toString();
  }

  /** The schema as JSON on many lines, for a file. */
  public static String prettyJson(Schema schema) {
    return tree(schema).toPrettyString() + "\n";
  }

  private static JsonNode tree(Schema schema) {
    try {
      return withoutJava(MAPPER.readTree(schema.toString()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "Avro wrote a schema that is not JSON: " + schema.getFullName(), e);
    }
  }

  private static JsonNode withoutJava(JsonNode node) {
    if (node instanceof ArrayNode items) {
      for (int i = 0; i < items.size(); i++) {
        items.set(i, withoutJava(items.get(i)));
      }
      return items;
    }
    if (node instanceof ObjectNode object) {
      object.remove(JAVA_STRING);
      object
          .fieldNames()
          .forEachRemaining(name -> object.replace(name, withoutJava(object.get(name))));
      boolean isBareString = object.size() == 1 && object.path("type").asText().equals("string");
      return isBareString ? TextNode.valueOf("string") : object;
    }
    return node;
  }
}
