package io.surety.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.quickstart.story.Answer;
import io.surety.quickstart.story.Answers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Asks over REST, as anybody could. Thread-safe. */
final class RestAnswers implements Answers {
  private static final int OK = 200;

  /** Nothing has been delivered yet, so there is nothing to tell about the groups. */
  private static final String SCHEDULED = "SCHEDULED";

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI api;

  /** At this address, as in {@code http://127.0.0.1:8080/api/v1/}. */
  RestAnswers(URI api) {
    this.api = api;
  }

  @Override
  public Optional<Answer> about(String messageId) {
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve("messages/" + messageId)).timeout(TIMEOUT).build();
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      return response.statusCode() == OK
          ? Optional.of(answer(JSON.readTree(response.body())))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("The REST interface at " + api + " does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Answer answer(JsonNode message) {
    String status = message.path("status").asText();
    Map<String, String> groups = new HashMap<>();
    if (!status.equals(SCHEDULED)) {
      for (JsonNode delivery : message.path("deliveries")) {
        groups.put(delivery.path("group").asText(), withReason(delivery));
      }
    }
    return new Answer(
        status,
        Optional.ofNullable(message.path("reason").asText(null)),
        message.path("source").asText().equals("live"),
        groups);
  }

  private static String withReason(JsonNode delivery) {
    String status = delivery.path("status").asText();
    return delivery.hasNonNull("reason")
        ? status + ", " + delivery.path("reason").asText()
        : status;
  }
}
