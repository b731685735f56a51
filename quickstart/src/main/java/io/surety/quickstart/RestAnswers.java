package io.surety.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.quickstart.story.Answer;
import io.surety.quickstart.story.Answers;
import io.surety.quickstart.story.StopSignal;
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

  /** While partitions move; nobody waits for longer than it takes to ask so often. */
  private static final int UNAVAILABLE = 503;

  private static final int AGAIN_MAX = 100;
  private static final Duration AGAIN_AFTER = Duration.ofMillis(100);

  /** Nothing has been delivered yet, so there is nothing to tell about the groups. */
  private static final String SCHEDULED = "SCHEDULED";

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI api;
  private final StopSignal stop;

  /** At this address, as in {@code http://127.0.0.1:8080/api/v1/}. */
  RestAnswers(URI api, StopSignal stop) {
    this.api = api;
    this.stop = stop;
  }

  @Override
  public Optional<Answer> about(String messageId) {
    URI message = api.resolve("messages/" + messageId);
    HttpResponse<byte[]> response = get(message);
    for (int again = 0; again < AGAIN_MAX && response.statusCode() == UNAVAILABLE; again++) {
      stop.pause(AGAIN_AFTER);
      response = get(message);
    }
    return response.statusCode() == OK ? Optional.of(answer(response.body())) : Optional.empty();
  }

  private HttpResponse<byte[]> get(URI message) {
    try {
      return http.send(
          HttpRequest.newBuilder(message).timeout(TIMEOUT).build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("The REST interface does not answer at " + message, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while it asked for " + message, e);
    }
  }

  private static Answer answer(byte[] body) {
    try {
      return answer(JSON.readTree(body));
    } catch (IOException e) {
      throw new UncheckedIOException("The REST interface has answered no JSON", e);
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
