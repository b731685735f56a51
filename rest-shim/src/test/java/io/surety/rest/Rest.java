package io.surety.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;

/**
 * Calls a server the way a program in any language would; bodies are written with single quotes.
 */
final class Rest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI api;
  private final Map<String, String> headers;

  Rest(SuretyServer server) {
    this(server, "");
  }

  /** With an API key or a token; empty for none. */
  Rest(SuretyServer server, String secret) {
    this(
        server.url().resolve("/api/v1/"),
        secret.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + secret));
  }

  /** A server that is a process of its own. */
  Rest(ServerProcess server) {
    this(server.url().resolve("/api/v1/"), Map.of());
  }

  private Rest(URI api, Map<String, String> headers) {
    this.api = api;
    this.headers = headers;
  }

  /** The same, with one more header in each request. */
  Rest with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Rest(api, more);
  }

  /** An answer; none of them shows anything of the server's inside. */
  record Answer(int status, HttpResponse<String> response) {
    JsonNode json() {
      try {
        return response.body().isEmpty()
            ? MissingNode.getInstance()
            : JSON.readTree(response.body());
      } catch (IOException e) {
        throw new UncheckedIOException(response.body(), e);
      }
    }

    String text(String pointer) {
      return json().at(pointer).asText();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** True if all it says is that the outcome is not known. */
    boolean is202WithoutStatus() {
      return status == 202 && json().at("/status").isMissingNode();
    }

    /** Checks the status, and on the way the shape of problems. */
    Answer is(int expected) {
      assertThat(status).as(response.request().uri() + " " + response.body()).isEqualTo(expected);
      return this;
    }

    Answer isProblem(int expected, String code) {
      is(expected);
      assertThat(header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(text("/code")).isEqualTo(code);
      assertThat(text("/type")).isEqualTo("urn:surety:problem:" + code);
      assertThat(text("/title")).isNotBlank();
      assertThat(text("/detail")).isNotBlank();
      assertThat(json().at("/status").asInt()).isEqualTo(expected);
      assertThat(text("/instance")).isEqualTo(response.request().uri().getRawPath());
      return this;
    }
  }

  Answer get(String path) {
    return send("GET", path, "");
  }

  Answer post(String path, String body) {
    return send("POST", path, body);
  }

  Answer post(String path) {
    return send("POST", path, "");
  }

  Answer put(String path, String body) {
    return send("PUT", path, body);
  }

  Answer delete(String path) {
    return send("DELETE", path, "");
  }

  /** Hands a message over; returns its id. */
  String message(String mode, String destination) {
    return post("messages", body(mode, destination)).is(201).text("/id");
  }

  static String body(String mode, String destination) {
    return "{'mode': '"
        + mode
        + "', 'producer': 'shop', 'destination': '"
        + destination
        + "', 'payload': 'hello'}";
  }

  Answer send(String method, String path, String body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(api.resolve(path));
    headers.forEach(request::header);
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    request.method(method, BodyPublishers.ofString(body.replace('\'', '"')));
    try {
      HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
      assertThat(response.body()).doesNotContain("Exception", "\tat ", "io.surety", "org.apache");
      Answer answer = new Answer(response.statusCode(), response);
      String type = answer.header("Content-Type");
      OpenApi.FILE.check(method, response.uri().getPath(), answer.status(), type, response.body());
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
