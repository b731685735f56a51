package io.surety.rest.signal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
import io.surety.schemas.avro.Header;
import io.surety.schemas.avro.Mode;
import io.surety.schemas.avro.Prepare;
import io.surety.topology.CoordinatorQueries;
import io.surety.topology.dispatch.DestinationDirectory;
import io.surety.topology.dispatch.DestinationState;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Refuses up front what would become a dead letter: a message to a topic that is not registered, or
 * that does not take a record of this size. Thread-safe.
 */
public final class DestinationCheck {
  private static final Duration LOOK_MAX = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(5);

  private final CoordinatorQueries queries;
  private final DestinationDirectory directory;

  /** Reads what is registered, and what is known of the topics. */
  public DestinationCheck(CoordinatorQueries queries, DestinationDirectory directory) {
    this.queries = queries;
    this.directory = directory;
  }

  /**
   * Returns if the message can be delivered, as far as is known.
   *
   * @throws ProblemException if it cannot
   */
  public void check(Prepare prepare) {
    String topic = prepare.getDestination();
    if (queries.destination(topic).isEmpty()) {
      throw ProblemException.of(
          ProblemCode.DESTINATION_NOT_REGISTERED,
          "Register it first: PUT /api/v1/destinations/" + topic + ".");
    }
    if (prepare.getMode() == Mode.DIRECT) {
      mustExist(topic);
    }
    long bytes = leastBytes(prepare);
    int limit = directory.state(topic).messageMaxBytes();
    if (bytes > limit) {
      throw ProblemException.of(
          ProblemCode.TOO_LARGE,
          "The message has "
              + bytes
              + " bytes or more, topic '"
              + topic
              + "' takes "
              + limit
              + ": send less, or raise the topic's max.message.bytes.");
    }
  }

  /** Every other message waits until its topic is there; a direct one has this moment only. */
  private void mustExist(String topic) {
    DestinationState state = directory.state(topic);
    if (state.kind() == DestinationState.Kind.MISSING) {
      // It may be there by now, and whoever creates it should not be refused for long.
      directory.lookSoon();
      throw ProblemException.of(
          ProblemCode.DESTINATION_MISSING,
          "Topic '"
              + topic
              + "' does not exist, and a direct message is not kept until it does: create the"
              + " topic and ask again in a moment, or send the message with mode send.");
    }
  }

  /** Why messages to a topic would be held back now, as far as is known; empty if nothing is. */
  public Optional<String> warning(String topic) {
    return Optional.of(directory.state(topic).detail()).filter(detail -> !detail.isEmpty());
  }

  /** The same, after waiting a moment for a look at a topic that nobody has looked at yet. */
  public Optional<String> warningSoon(String topic) {
    long deadline = System.nanoTime() + LOOK_MAX.toNanos();
    while (directory.state(topic).kind() == DestinationState.Kind.UNKNOWN
        && System.nanoTime() - deadline < 0
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return warning(topic);
  }

  /** What the application sends; the coordinator's headers and Kafka's own bytes come to it. */
  private static long leastBytes(Prepare prepare) {
    long bytes = prepare.getPayload().remaining();
    for (Header header : prepare.getHeaders()) {
      bytes += header.getKey().getBytes(UTF_8).length + length(header.getValue());
    }
    return bytes;
  }

  private static int length(@Nullable ByteBuffer value) {
    return value == null ? 0 : value.remaining();
  }
}
