package io.surety.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The coordinator asks for the decision about a prepared message.
 *
 * @param messageId the message
 * @param producer who is asked
 * @param destination where the message would go
 * @param tag its tag, if it has one
 * @param businessKey its key, if it has one: by it the local transaction is usually found
 * @param attempt number of this question, from 1
 * @param preparedAt when the message was prepared, by the broker's clock
 * @param askedAt when this question was asked, by the coordinator's clock
 */
public record CheckBackQuestion(
    String messageId,
    String producer,
    String destination,
    Optional<String> tag,
    Optional<String> businessKey,
    int attempt,
    Instant preparedAt,
    Instant askedAt) {

  /**
   * The bundle that the message belongs to, if it does. The verdict is then about the bundle: all
   * its messages are decided by it.
   */
  public Optional<String> bundleId() {
    return Bundle.idOf(messageId);
  }

  /** How long the message had been undecided when this was asked. */
  public Duration age() {
    return Duration.between(preparedAt, askedAt);
  }
}
