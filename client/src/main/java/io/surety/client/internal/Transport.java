package io.surety.client.internal;

import io.surety.client.Message;
import io.surety.client.internal.intake.Crew;
import io.surety.client.internal.intake.WorkSource;
import io.surety.client.internal.send.Callbacks;
import io.surety.client.internal.send.Needs;
import io.surety.client.internal.send.Sender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/**
 * How records get to the topics, and from there: Kafka, or what stands for it in the test of an
 * application. Everything above it is the same for both. Thread-safe.
 */
public interface Transport extends Sender {

  /**
   * Returns when all topics exist, and everything may be used.
   *
   * @param remedy what to do when a topic is missing, as a sentence
   * @throws io.surety.client.StartException naming what is missing or forbidden
   */
  void require(Needs needs, String remedy);

  /**
   * Finds out where topics are, so that no later send has to wait for it.
   *
   * @throws io.surety.client.StartException when it cannot be had
   */
  void prime(List<String> topics);

  /**
   * A reader of a topic, not started; the caller closes it.
   *
   * @throws IllegalArgumentException when the configuration is refused
   */
  Crew crew(Crew.Spec spec, WorkSource source);

  /** Runs short things later. */
  ScheduledExecutorService timer();

  /** A clock that does not jump, in ms: the one that {@link #timer} goes by. */
  long elapsedMs();

  /** Completes the futures that callers get. */
  Callbacks callbacks();

  /** The time before which a message is not to be delivered. */
  default Optional<Instant> deliverAt(Message message) {
    return message.deliverAt();
  }

  /** Waits for what is being sent, up to the timeout. */
  void close(Duration timeout);
}
