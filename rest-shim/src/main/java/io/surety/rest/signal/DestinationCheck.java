package io.surety.rest.signal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
import io.surety.schemas.avro.Header;
import io.surety.schemas.avro.Prepare;
import io.surety.topology.CoordinatorQueries;
import io.surety.topology.dispatch.DestinationDirectory;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Refuses up front what would become a dead letter: a message to a topic that is not registered, or
 * that does not take a record of this size. Thread-safe.
 */
public final class DestinationCheck {
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
