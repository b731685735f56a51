package io.surety.client;

import java.time.Duration;

/**
 * Says later what became of a delivery that was {@linkplain Delivery#defer deferred}.
 *
 * <p>The first call counts and returns true; later ones change nothing and return false. A call may
 * block as a send does, while Kafka's buffers are full. Thread-safe.
 */
public interface Settlement {

  /** It is done: as if the handler had returned. */
  boolean consumed();

  /** This attempt has failed: as if the handler had thrown this. */
  boolean failed(Throwable error);

  /**
   * It is given up for this group: as if the handler had thrown a {@link RejectException}.
   *
   * @param reason a sentence for the operator who will read the dead letter
   */
  boolean rejected(String reason);

  /**
   * This attempt has failed, and the next one comes after this delay, in place of the redelivery
   * policy's.
   *
   * @param delay at least 0
   * @throws IllegalArgumentException when the delay is negative
   */
  boolean retryAfter(Duration delay);

  /** Whether one of these has been called. */
  boolean isSettled();
}
