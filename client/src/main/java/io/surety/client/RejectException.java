package io.surety.client;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by a {@link Handler} to say: never try again. The message becomes a dead letter for this
 * group at once, with the reason {@code REJECTED} and this exception as its error.
 */
public class RejectException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a sentence for the operator who will read the dead letter. */
  public RejectException(String message) {
    super(message);
  }

  /** With a sentence for the operator who will read the dead letter, and the cause. */
  public RejectException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
