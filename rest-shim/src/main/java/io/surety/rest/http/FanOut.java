package io.surety.rest.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.rest.access.Caller;
import io.surety.rest.json.Json;
import io.surety.rest.problem.ProblemException;
import io.surety.topology.Answer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every instance at the same time. Whoever does not answer in time, or not as it should, is
 * left out: what is put together is then incomplete, not late. Thread-safe.
 */
final class FanOut {
  private static final Logger LOG = LoggerFactory.getLogger(FanOut.class);
  private static final int ANSWER_MAX_BYTES = 64 << 20;
  private static final int OK = 200;

  private final Peers peers;
  private final Json json = new Json(ANSWER_MAX_BYTES);

  FanOut(Peers peers) {
    this.peers = peers;
  }

  /**
   * What this instance and the others answer.
   *
   * @param caller on whose behalf
   * @param pathAndQuery of the route with which the others are asked
   * @param here what this one answers; asked on this thread, while the others are at it
   * @param deadline as of {@link System#nanoTime}
   */
  List<JsonNode> ask(
      List<Answer.Elsewhere> others,
      Caller caller,
      String pathAndQuery,
      Supplier<JsonNode> here,
      long deadline) {
    Duration timeout = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    List<CompletableFuture<HttpResponse<byte[]>>> asked =
        others.stream().map(other -> peers.get(other, caller, pathAndQuery, timeout)).toList();
    List<JsonNode> answers = new ArrayList<>();
    try {
      answers.add(here.get());
      asked.forEach(answer -> await(answer, deadline).ifPresent(answers::add));
    } finally {
      asked.forEach(answer -> answer.cancel(true));
    }
    return answers;
  }

  private Optional<JsonNode> await(CompletableFuture<HttpResponse<byte[]>> answer, long deadline) {
    try {
      HttpResponse<byte[]> response =
          answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (response.statusCode() == OK) {
        return Optional.of(json.readObject(response.body()));
      }
      LOG.debug("{} answered {}", response.uri(), response.statusCode());
    } catch (ExecutionException | TimeoutException | ProblemException e) {
      LOG.debug("An instance does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }
}
