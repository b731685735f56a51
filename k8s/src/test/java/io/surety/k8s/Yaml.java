package io.surety.k8s;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** YAML as trees. A key that is there twice is an error. */
final class Yaml {
  private static final ObjectMapper MAPPER =
      YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private Yaml() {}

  /** Every document that is not empty. */
  static List<JsonNode> all(String yaml) {
    // From a text, Jackson would take the items of a list for documents.
    try (JsonParser parser = MAPPER.createParser(yaml);
        MappingIterator<JsonNode> documents = MAPPER.readerFor(JsonNode.class).readValues(parser)) {
      return documents.readAll().stream().filter(JsonNode::isContainerNode).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The only document. */
  static JsonNode one(String yaml) {
    List<JsonNode> documents = all(yaml);
    if (documents.size() != 1) {
      throw new IllegalArgumentException("one document was expected, found " + documents.size());
    }
    return documents.get(0);
  }
}
