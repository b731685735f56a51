package io.surety.embedded;

import org.apache.kafka.common.config.ConfigException;

/**
 * The broker cannot start or stop; the message names the directory or the port and says what to do.
 */
public final class EmbeddedKafkaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EmbeddedKafkaException(String message) {
    super(message);
  }

  EmbeddedKafkaException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What the caller of a start sees for this failure. */
  static RuntimeException of(BrokerOptions options, Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    if (e instanceof EmbeddedKafkaException known) {
      return known;
    }
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    if (e instanceof ConfigException || e instanceof IllegalArgumentException) {
      return new IllegalArgumentException(
          "The broker refuses its config " + options.config() + ": " + e.getMessage(), e);
    }
    return new EmbeddedKafkaException(
        "The broker did not start in "
            + options.dataDir().map(Object::toString).orElse("a temporary directory")
            + ": "
            + e
            + "; the broker's log says more",
        e);
  }
}
