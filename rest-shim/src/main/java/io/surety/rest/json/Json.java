package io.surety.rest.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes JSON (RFC 8259), strictly and within limits. Thread-safe. */
public final class Json {
  private static final int DEPTH_MAX = 16;
  private static final int NUMBER_LENGTH_MAX = 40;
  private static final int NAME_LENGTH_MAX = 512;

  private final ObjectMapper mapper;

  /** For bodies of at most so many bytes. */
  public Json(int bodyMaxBytes) {
    StreamReadConstraints limits =
        StreamReadConstraints.builder()
            .maxDocumentLength(bodyMaxBytes)
            .maxStringLength(bodyMaxBytes)
            .maxNestingDepth(DEPTH_MAX)
            .maxNumberLength(NUMBER_LENGTH_MAX)
            .maxNameLength(NAME_LENGTH_MAX)
            .build();
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(limits)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    mapper =
        JsonMapper.builder(factory).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  }

  /**
   * The object in the bytes; no bytes are an empty one.
   *
   * @throws ProblemException when they are not one JSON object
   */
  public ObjectNode readObject(byte[] body) {
    if (body.length == 0) {
      return JsonNodeFactory.instance.objectNode();
    }
    JsonNode node = read(body);
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw ProblemException.of(
        ProblemCode.INVALID_JSON,
        "Expected a JSON object, as in {\"reason\": \"...\"}, but the body is something else.");
  }

  /** The value as it would be read again. */
  public JsonNode tree(Object value) {
    return mapper.valueToTree(value);
  }

  /** The elements of an array; none of anything else. */
  public static List<JsonNode> elements(JsonNode array) {
    List<JsonNode> elements = new ArrayList<>();
    array.elements().forEachRemaining(elements::add);
    return elements;
  }

  /** The value as JSON in UTF-8. */
  public byte[] write(Object value) {
    try {
      return mapper.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), e);
    }
  }

  private JsonNode read(byte[] body) {
    try {
      return mapper.readTree(body);
    } catch (JsonProcessingException e) {
      throw ProblemException.of(
          ProblemCode.INVALID_JSON, place(e.getLocation()) + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  private static String place(@Nullable JsonLocation location) {
    return location == null
        ? ""
        : "Line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
  }
}
