package io.surety.rest.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.surety.rest.OpenApi;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes requests of the OpenAPI file's examples, and changes each in one to three places. */
public final class Mutations {
  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "BREW");

  /** Texts that somebody once forgot to think of. */
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          ".",
          "..",
          "../../etc/passwd",
          "a\r\nSet-Cookie: x",
          "\u0000",
          "\t",
          "%",
          "%00",
          "%zz",
          "~",
          "a~b~c",
          "b~1of2",
          "b~0of0",
          "b~99999999999of1",
          "\u00e9\u4e2d\ud83d\ude00",
          "\ud800",
          "<script>alert(1)</script>",
          "${jndi:ldap://127.0.0.1:1/a}",
          "{{7*7}}",
          "' OR 1=1 --",
          "x".repeat(129),
          "x".repeat(250),
          "x".repeat(5_000),
          "-1",
          "0",
          "9223372036854775808",
          "1e400",
          "NaN",
          "null",
          "true",
          "2026-13-45T99:99:99Z",
          "-999999999-01-01T00:00:00Z",
          "+1000000000-12-31T23:59:59.999999999Z",
          "prepared,,unheard-of",
          "confirm.0.999999999999999999999",
          "confirm.-1.0",
          "prepare.2147483648.0");

  /** JSON as it stands. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-0.0",
          "-1",
          "0",
          "1.5",
          "1e400",
          "1e-400",
          "9007199254740993",
          "9223372036854775808",
          "9".repeat(60),
          "[]",
          "{}",
          "[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]",
          "{\"a\":{\"a\":{\"a\":{}}}}",
          "[null,{},\"x\"]",
          "\"\\ud800\"",
          "\"\\u0000\"");

  private final List<OpenApi.Operation> operations = OpenApi.FILE.operations();
  private final Random random;

  /** One request is made of one random. */
  public Mutations(long seed) {
    this.random = new Random(seed);
  }

  /**
   * The next request.
   *
   * @param headers that each should have; one may be changed
   */
  public RawRequest next(java.util.Map<String, String> headers) {
    OpenApi.Operation operation = pick(operations);
    RawRequest request = example(operation);
    request.headers.put("Host", "127.0.0.1");
    request.headers.putAll(headers);
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      change(request);
    }
    return request;
  }

  private RawRequest example(OpenApi.Operation operation) {
    RawRequest request = new RawRequest();
    request.method = operation.method();
    request.path = operation.path();
    List<String> query = new ArrayList<>();
    for (JsonNode parameter : operation.parameters()) {
      String name = parameter.get("name").asText();
      String value = parameter.path("example").asText();
      switch (parameter.get("in").asText()) {
        case "path" -> request.path = request.path.replace("{" + name + "}", value);
        case "query" -> {
          // A position that nobody wrote would be waited for.
          if (!name.equals("atLeast") && random.nextInt(4) == 0) {
            query.add(name + "=" + URLEncoder.encode(value, UTF_8));
          }
        }
        default -> {
          if (random.nextInt(4) == 0) {
            request.headers.put(name, value);
          }
        }
      }
    }
    request.query = String.join("&", query);
    List<JsonNode> bodies = operation.bodies();
    if (!bodies.isEmpty()) {
      request.body = pick(bodies).toString().getBytes(UTF_8);
      request.headers.put("Content-Type", "application/json");
    }
    return request;
  }

  private void change(RawRequest request) {
    switch (random.nextInt(10)) {
      case 0 -> request.method = pick(METHODS);
      case 1 -> path(request);
      case 2, 3 -> query(request);
      case 4 -> header(request);
      case 5 -> bytes(request);
      default -> json(request);
    }
  }

  private void path(RawRequest request) {
    List<String> parts = new ArrayList<>(Arrays.asList(request.path.split("/", -1)));
    int at = random.nextInt(parts.size());
    switch (random.nextInt(4)) {
      case 0 -> parts.remove(at);
      case 1 -> parts.add(at, text());
      default -> parts.set(at, text());
    }
    request.path = "/" + String.join("/", parts).replaceFirst("^/", "");
  }

  private void query(RawRequest request) {
    List<String> parts = new ArrayList<>();
    if (!request.query.isEmpty()) {
      parts.addAll(Arrays.asList(request.query.split("&")));
    }
    switch (random.nextInt(4)) {
      case 0 -> parts.add(text() + "=" + text());
      case 1 -> parts.addAll(List.copyOf(parts));
      default -> {
        String name =
            pick(
                List.of(
                    "status",
                    "group",
                    "limit",
                    "cursor",
                    "order",
                    "minAgeMs",
                    "preparedAfter",
                    "tag",
                    "after",
                    "view",
                    "atLeast",
                    "caller",
                    "messageId",
                    "reason"));
        parts.removeIf(part -> part.startsWith(name + "="));
        parts.add(name + "=" + text());
      }
    }
    request.query = String.join("&", parts);
  }

  private void header(RawRequest request) {
    String name =
        pick(
            List.of(
                "Content-Type",
                "Authorization",
                "If-Match",
                "If-None-Match",
                "Idempotency-Key",
                "Accept",
                "Host",
                "Surety-Hops",
                "Surety-Caller",
                "Surety-Peer",
                "Origin",
                "Expect",
                "Range",
                "Content-Encoding",
                "X-Forwarded-For",
                "Cookie"));
    String value = pick(TEXTS).replaceAll("[\\r\\n\\x00]", "?");
    request.headers.put(name, value.chars().allMatch(c -> c < 256) ? value : "\u00e9");
  }

  private void bytes(RawRequest request) {
    if (request.body.length == 0) {
      request.body = pick(TEXTS).getBytes(UTF_8);
      return;
    }
    byte[] body = request.body.clone();
    switch (random.nextInt(4)) {
      case 0 -> body = Arrays.copyOf(body, random.nextInt(body.length));
      case 1 -> body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      case 2 -> body = (new String(body, UTF_8) + new String(body, UTF_8)).getBytes(UTF_8);
      default -> {
        body = Arrays.copyOf(body, body.length + 1 + random.nextInt(100_000));
        Arrays.fill(body, request.body.length, body.length, (byte) (random.nextInt(96) + 32));
      }
    }
    request.body = body;
  }

  private void json(RawRequest request) {
    JsonNode tree = OpenApi.parsed(request.body);
    List<ContainerNode<?>> containers = new ArrayList<>();
    collect(tree, containers);
    if (containers.isEmpty()) {
      bytes(request);
      return;
    }
    ContainerNode<?> node = pick(containers);
    if (node instanceof ObjectNode object) {
      List<String> names = OpenApi.names(object);
      String name = names.isEmpty() || random.nextInt(6) == 0 ? pick(TEXTS) : pick(names);
      if (random.nextInt(5) == 0) {
        object.remove(name);
      } else if (random.nextBoolean()) {
        object.put(name, pick(TEXTS));
      } else {
        object.putRawValue(name, new RawValue(pick(VALUES)));
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = random.nextInt(50); i >= 0; i--) {
        array.addRawValue(new RawValue(pick(VALUES)));
      }
    }
    request.body = tree.toString().getBytes(UTF_8);
  }

  private static void collect(JsonNode node, List<ContainerNode<?>> found) {
    if (node instanceof ContainerNode<?> container) {
      found.add(container);
      node.forEach(child -> collect(child, found));
    }
  }

  /** In a path or a query, mostly with escapes. */
  private String text() {
    String text = pick(TEXTS);
    return random.nextInt(5) == 0 && text.chars().allMatch(c -> c > 32 && c < 127)
        ? text
        : URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
