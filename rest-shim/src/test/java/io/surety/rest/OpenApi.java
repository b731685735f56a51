package io.surety.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JacksonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/** The file that is served at {@code /openapi.yaml}, and whether what is sent keeps to it. */
public final class OpenApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final URI BASE = URI.create("urn:surety:openapi");
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

  public static final OpenApi FILE = new OpenApi();

  private final JsonNode document;
  private final Validator schemas;
  private final List<Operation> operations;

  private OpenApi() {
    document = new ObjectMapper().valueToTree(new Yaml().load(text()));
    schemas =
        new ValidatorFactory()
            .withJsonNodeFactory(new JacksonNode.Factory())
            .withDisabledSchemaValidation(true)
            .createValidator();
    schemas.registerSchema(BASE, withoutBraces(document));
    operations = operationsOf(document);
  }

  /** As it is served. */
  public static String text() {
    try (InputStream in = OpenApi.class.getResourceAsStream("openapi.yaml")) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One method of one path; {@code pointer} is where it is in the document. */
  public record Operation(String method, String path, String pointer, JsonNode node) {
    @Override
    public String toString() {
      return method + " " + path;
    }

    /** Its parameters, wherever they go. */
    public List<JsonNode> parameters() {
      List<JsonNode> parameters = new ArrayList<>();
      for (String holder : List.of(pointer.substring(0, pointer.lastIndexOf('/')), pointer)) {
        for (int i = 0; i < FILE.document.at(holder + "/parameters").size(); i++) {
          parameters.add(FILE.at(holder + "/parameters/" + i).node());
        }
      }
      return parameters;
    }

    /** Examples of its body. */
    public List<JsonNode> bodies() {
      if (!node.has("requestBody")) {
        return List.of();
      }
      List<JsonNode> bodies = new ArrayList<>();
      FILE.at(pointer + "/requestBody")
          .node()
          .at("/content/application~1json/examples")
          .forEach(example -> bodies.add(example.get("value")));
      return bodies;
    }

    boolean takes(String wantedMethod, String wantedPath) {
      String regex = path.replaceAll("\\{[^}]+}", "[^/]+");
      return method.equals(wantedMethod) && Pattern.matches(regex, wantedPath);
    }
  }

  public JsonNode document() {
    return document;
  }

  public List<Operation> operations() {
    return operations;
  }

  /** A node and where it is, with references followed. */
  public record Place(String pointer, JsonNode node) {}

  /** What is at a place, or at the place that it refers to. */
  public Place at(String pointer) {
    JsonNode node = document.at(pointer);
    assertThat(node.isMissingNode()).as(pointer).isFalse();
    return node.has("$ref") && node.get("$ref").asText().startsWith("#")
        ? at(node.get("$ref").asText().substring(1))
        : new Place(pointer, node);
  }

  /** Everything wrong with a value, by the schema at a place. */
  public List<String> errors(String schemaPointer, JsonNode value) {
    URI schema = URI.create(BASE + "#" + withoutBraces(schemaPointer));
    return schemas.validate(schema, value).getErrors().stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getError())
        .toList();
  }

  /** The braces of paths may not be in a URI, and schemas are found by one. */
  private static String withoutBraces(String path) {
    return path.replace('{', '(').replace('}', ')');
  }

  private static JsonNode withoutBraces(JsonNode document) {
    ObjectNode paths = JSON.createObjectNode();
    document
        .get("paths")
        .properties()
        .forEach(path -> paths.set(withoutBraces(path.getKey()), path.getValue()));
    return ((ObjectNode) document.deepCopy()).set("paths", paths);
  }

  /** Fails unless the answer is one that the file foresees. Paths of no operation are let pass. */
  public void check(String method, String path, int status, String contentType, String body) {
    Optional<Operation> found = find(method, path);
    if (found.isEmpty()) {
      return;
    }
    String as = method + " " + path + " answered " + status + " " + contentType + " " + body;
    JsonNode responses = found.get().node().get("responses");
    String key = responses.has(String.valueOf(status)) ? String.valueOf(status) : "default";
    assertThat(key.equals("default") && status < 400).as("not documented: " + as).isFalse();
    Place response = at(found.get().pointer() + "/responses/" + key);
    if (!response.node().has("content")) {
      assertThat(body).as(as).isEmpty();
      return;
    }
    String type = contentType.split(";", 2)[0];
    if (names(response.node().get("content")).contains("*/*")) {
      return;
    }
    assertThat(names(response.node().get("content"))).as(as).contains(type);
    if (type.endsWith("json")) {
      assertThat(errors(schemaOf(response, type), read(body))).as(as).isEmpty();
    }
  }

  /** Where the schema of a media type is. */
  public static String schemaOf(Place holder, String type) {
    return holder.pointer() + "/content/" + type.replace("/", "~1") + "/schema";
  }

  /** The names of a node's members. */
  public static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private Optional<Operation> find(String method, String path) {
    return operations.stream()
        .filter(operation -> operation.takes(method, path))
        .max(java.util.Comparator.comparing(operation -> !operation.path().contains("{")));
  }

  private static List<Operation> operationsOf(JsonNode document) {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> member : path.getValue().properties()) {
        if (METHODS.contains(member.getKey())) {
          String pointer = "/paths/" + path.getKey().replace("/", "~1") + "/" + member.getKey();
          operations.add(
              new Operation(
                  member.getKey().toUpperCase(java.util.Locale.ROOT),
                  path.getKey(),
                  pointer,
                  member.getValue()));
        }
      }
    }
    return operations;
  }

  /** What is in the bytes; a missing node if that is no JSON. */
  public static JsonNode parsed(byte[] body) {
    try {
      return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(body, e);
    }
  }

  /** Every object in the document that has this member, by pointer. */
  public List<Place> having(String member) {
    List<Place> found = new ArrayList<>();
    collect("", document, member, found);
    return found;
  }

  private static void collect(String pointer, JsonNode node, String member, List<Place> found) {
    if (node.isObject() && node.has(member)) {
      found.add(new Place(pointer, node));
    }
    node.properties()
        .forEach(
            entry ->
                collect(
                    pointer + "/" + entry.getKey().replace("~", "~0").replace("/", "~1"),
                    entry.getValue(),
                    member,
                    found));
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(pointer + "/" + i, node.get(i), member, found);
      }
    }
  }

  /** The texts of an array; none if it is not there. */
  public static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
