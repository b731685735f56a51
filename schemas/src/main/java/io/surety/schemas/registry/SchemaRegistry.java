package io.surety.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * Ids for schemas and schemas for ids, from any registry that speaks the Confluent REST API. What
 * was answered once is kept, both ways, so that an outage stops no schema that is known.
 *
 * <p>Thread-safe. Requests are sent one at a time; what is known is answered without waiting.
 *
 * @see <a
 *     href="https://docs.confluent.io/platform/current/schema-registry/develop/api.html">Confluent
 *     REST API</a>
 */
public final class SchemaRegistry {
  private static final int REFERENCE_DEPTH_MAX = 8;
  private static final long UNKNOWN_KEPT_MS = 10_000;
  private static final int UNKNOWN_KEPT_MAX = 1_000;

  private final RegistryConfig config;
  private final LongSupplier nowMs;
  private final RegistryHttp http;
  private final Availability availability;
  private final Map<SubjectSchema, Integer> ids = new ConcurrentHashMap<>();
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
  private final Map<Integer, Long> unknownUntilMs = new ConcurrentHashMap<>();

  /**
   * A client; asks nothing yet.
   *
   * @param nowMs the time in milliseconds, for the back-off only, as in {@code
   *     System::currentTimeMillis}
   */
  public SchemaRegistry(RegistryConfig config, LongSupplier nowMs) {
    this.config = config;
    this.nowMs = nowMs;
    this.http = new RegistryHttp(config);
    this.availability = new Availability(nowMs);
  }

  /**
   * The id of a schema under a subject, which is registered when that is configured.
   *
   * @throws RegistryUnavailableException when the id is not known here and the registry does not
   *     answer
   * @throws RegistryRefusedException when the registry will not have the schema
   */
  public int idOf(String subject, Schema schema) {
    SubjectSchema key = new SubjectSchema(subject, schema);
    Integer known = ids.get(key);
    if (known != null) {
      return known;
    }
    int id = accepted(subject, schema, availability.ask(() -> ask(subject, schema)));
    ids.put(key, id);
    schemas.putIfAbsent(id, schema);
    return id;
  }

  /**
   * The schema of an id; empty when the registry does not know the id, or knows it as something
   * that is not Avro.
   *
   * @throws RegistryUnavailableException when the schema is not known here and the registry does
   *     not answer
   */
  public Optional<Schema> schemaOf(int id) {
    Schema known = schemas.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    // A flood of records with a made-up id must not become a flood of requests.
    if (unknownUntilMs.getOrDefault(id, Long.MIN_VALUE) > nowMs.getAsLong()) {
      return Optional.empty();
    }
    Optional<Schema> schema = availability.ask(() -> ask(id));
    schema.ifPresentOrElse(found -> schemas.put(id, found), () -> rememberUnknown(id));
    return schema;
  }

  private RegistryHttp.Answer ask(String subject, Schema schema)
      throws IOException, InterruptedException {
    String path = "subjects/" + segment(subject) + (config.autoRegister() ? "/versions" : "");
    RegistryHttp.Answer answer =
        http.post(
            path, JsonNodeFactory.instance.objectNode().put("schema", PortableSchema.json(schema)));
    if (answer.isOk() && !answer.body().path("id").isInt()) {
      throw new IOException("answered without an id for subject '" + subject + "'");
    }
    return answer;
  }

  private int accepted(String subject, Schema schema, RegistryHttp.Answer answer) {
    if (answer.isOk()) {
      return answer.body().path("id").intValue();
    }
    String remedy =
        answer.isNotFound()
            ? "; register it first, or set " + RegistryConfig.AUTO_REGISTER + "=true"
            : "";
    throw new RegistryRefusedException(
        "the schema registry refused "
            + schema.getFullName()
            + " under subject '"
            + subject
            + "': "
            + answer.message()
            + remedy);
  }

  private Optional<Schema> ask(int id) throws IOException, InterruptedException {
    RegistryHttp.Answer answer = http.get("schemas/ids/" + id);
    return answer.isOk() ? parse(answer.body()) : Optional.empty();
  }

  private Optional<Schema> parse(JsonNode found) throws IOException, InterruptedException {
    Schema.Parser parser = new Schema.Parser();
    if (!found.path("schemaType").asText("AVRO").equals("AVRO")
        || !addReferences(parser, found, 0)) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.parse(found.path("schema").asText()));
    } catch (SchemaParseException e) {
      return Optional.empty();
    }
  }

  /** Parses what a schema refers to before it; false when a reference cannot be followed. */
  private boolean addReferences(Schema.Parser parser, JsonNode found, int depth)
      throws IOException, InterruptedException {
    for (JsonNode reference : found.path("references")) {
      String subject = segment(reference.path("subject").asText());
      RegistryHttp.Answer answer =
          http.get("subjects/" + subject + "/versions/" + reference.path("version").asInt());
      if (depth >= REFERENCE_DEPTH_MAX
          || !answer.isOk()
          || !addReferences(parser, answer.body(), depth + 1)) {
        return false;
      }
      if (!parser.getTypes().containsKey(reference.path("name").asText())) {
        parser.parse(answer.body().path("schema").asText());
      }
    }
    return true;
  }

  private void rememberUnknown(int id) {
    if (unknownUntilMs.size() >= UNKNOWN_KEPT_MAX) {
      unknownUntilMs.clear();
    }
    unknownUntilMs.put(id, nowMs.getAsLong() + UNKNOWN_KEPT_MS);
  }

  private static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Schemas are compared by what Avro compares, documentation left out. */
  private record SubjectSchema(String subject, Schema schema) {}
}
