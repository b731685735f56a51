package io.surety.schemas.registry;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The registry did not answer, or not sensibly, and what was asked is not known here. Asking again
 * later can help.
 */
public final class RegistryUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  RegistryUnavailableException(String message, Duration retryAfter, @Nullable Throwable cause) {
    // Thrown once for each record while the registry is left alone, so it must be cheap then.
    super(message, cause, false, cause != null);
    this.retryAfter = retryAfter;
  }

  /** How long the client will not ask the registry again; a retry before that fails at once. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
