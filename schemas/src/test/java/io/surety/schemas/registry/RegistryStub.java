package io.surety.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * A small registry: the part of the Confluent REST API that is used here, over real HTTP on
 * loopback, BACKWARD_TRANSITIVE, with Avro's own compatibility check. It can be stopped and started
 * again on its port with what it knew.
 */
public final class RegistryStub implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern SUBJECT =
      Pattern.compile("/subjects/([^/]+)(/versions(?:/(\\d+))?)?");
  private static final Pattern ID = Pattern.compile("/schemas/ids/(\\d+)");

  private final Map<Integer, ObjectNode> byId = new LinkedHashMap<>();
  private final Map<String, List<Integer>> subjects = new LinkedHashMap<>();
  private final List<String> requests = new ArrayList<>();
  private HttpServer server;
  private String requiredAuthorization = "";
  private int failingStatus;

  public RegistryStub() {
    server = start(0);
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Puts what is not Avro, or refers to other subjects, where a client may meet it. */
  public synchronized int put(String subject, ObjectNode schema) {
    int id = byId.size() + 1;
    byId.put(id, schema);
    subjects.computeIfAbsent(subject, name -> new ArrayList<>()).add(id);
    return id;
  }

  public synchronized int put(String subject, Schema schema) {
    return put(subject, MAPPER.createObjectNode().put("schema", schema.toString()));
  }

  public synchronized void requireAuthorization(String value) {
    requiredAuthorization = value;
  }

  public synchronized void failWith(int status) {
    failingStatus = status;
  }

  public synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  public synchronized List<String> subjects() {
    return List.copyOf(subjects.keySet());
  }

  public synchronized String schemaText(int id) {
    return byId.get(id).path("schema").asText();
  }

  public void stop() {
    server.stop(0);
  }

  public void startAgain() {
    server = start(server.getAddress().getPort());
  }

  @Override
  public void close() {
    stop();
  }

  private HttpServer start(int port) {
    try {
      HttpServer started =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      started.createContext("/", this::answer);
      started.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    requests.add(exchange.getRequestMethod() + " " + path);
    JsonNode body = MAPPER.readTree(exchange.getRequestBody());
    if (failingStatus != 0) {
      send(exchange, failingStatus, error(failingStatus, "told to fail"));
    } else if (!requiredAuthorization.isEmpty()
        && !requiredAuthorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      send(exchange, 401, error(401, "Unauthorized"));
    } else if (exchange.getRequestMethod().equals("POST")) {
      post(
          exchange, SUBJECT.matcher(path), new Schema.Parser().parse(body.path("schema").asText()));
    } else {
      get(exchange, ID.matcher(path), SUBJECT.matcher(path));
    }
  }

  private void post(HttpExchange exchange, Matcher path, Schema schema) throws IOException {
    path.matches();
    List<Integer> versions = subjects.getOrDefault(path.group(1), List.of());
    boolean isLookup = path.group(2) == null;
    var known =
        byId.entrySet().stream()
            .filter(entry -> parsed(entry.getValue()).equals(schema))
            .map(Map.Entry::getKey)
            .findFirst();
    if (known.isPresent() && versions.contains(known.get())) {
      send(exchange, 200, MAPPER.createObjectNode().put("id", known.get()));
    } else if (isLookup) {
      send(exchange, 404, error(40403, "Schema not found"));
    } else if (!versions.stream().allMatch(id -> canRead(schema, parsed(byId.get(id))))) {
      send(
          exchange,
          409,
          error(409, "Schema being registered is incompatible with an earlier schema"));
    } else {
      int id = known.orElseGet(() -> put(path.group(1), schema));
      subjects.computeIfAbsent(path.group(1), name -> new ArrayList<>()).add(id);
      send(exchange, 200, MAPPER.createObjectNode().put("id", id));
    }
  }

  private void get(HttpExchange exchange, Matcher id, Matcher subject) throws IOException {
    ObjectNode found = null;
    if (id.matches()) {
      found = byId.get(Integer.parseInt(id.group(1)));
    } else if (subject.matches()) {
      List<Integer> versions = subjects.getOrDefault(subject.group(1), List.of());
      int version = Integer.parseInt(subject.group(3));
      found = version <= versions.size() ? byId.get(versions.get(version - 1)) : null;
    }
    if (found == null) {
      send(exchange, 404, error(40403, "Schema not found"));
    } else {
      send(exchange, 200, found);
    }
  }

  private static Schema parsed(ObjectNode schema) {
    return schema.has("schemaType") || schema.has("references")
        ? Schema.create(Schema.Type.NULL)
        : new Schema.Parser().parse(schema.path("schema").asText());
  }

  private static boolean canRead(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
        == SchemaCompatibilityType.COMPATIBLE;
  }

  private static ObjectNode error(int code, String message) {
    return MAPPER.createObjectNode().put("error_code", code).put("message", message);
  }

  private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
