package io.surety.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Sends one request to the first registry URL that answers. Thread-safe. */
final class RegistryHttp {
  private static final String JSON = "application/vnd.schemaregistry.v1+json";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final RegistryConfig config;
  private final HttpClient http;

  RegistryHttp(RegistryConfig config) {
    this.config = config;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.timeout())
            .build();
  }

  /** An answer the registry meant: below 500, and not about who we are. */
  record Answer(int status, JsonNode body) {
    boolean isOk() {
      return status == 200;
    }

    boolean isNotFound() {
      return status == 404;
    }

    String message() {
      return "HTTP " + status + " " + body.path("message").asText("");
    }
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(path, HttpRequest.newBuilder().GET());
  }

  Answer post(String path, JsonNode body) throws IOException, InterruptedException {
    return send(path, HttpRequest.newBuilder().POST(BodyPublishers.ofString(body.toString())));
  }

  private Answer send(String path, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    request.header("Accept", JSON).header("Content-Type", JSON).timeout(config.timeout());
    config.basicAuth().ifPresent(auth -> request.header("Authorization", "Basic " + base64(auth)));
    IOException failure = new IOException("no registry URL");
    for (URI url : config.urls()) {
      try {
        return answer(http.send(request.uri(url.resolve(path)).build(), BodyHandlers.ofString()));
      } catch (IOException e) {
        e.addSuppressed(failure);
        failure = e;
      }
    }
    throw failure;
  }

  private static Answer answer(HttpResponse<String> response) throws IOException {
    int status = response.statusCode();
    if (status == 200 || status == 404 || status == 409 || status == 422) {
      return new Answer(status, json(response));
    }
    throw new IOException(response.uri() + " answered HTTP " + status);
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    try {
      return MAPPER.readTree(response.body());
    } catch (JsonProcessingException e) {
      if (response.statusCode() == 200) {
        throw new IOException(response.uri() + " answered HTTP 200 without JSON", e);
      }
      return MissingNode.getInstance();
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
