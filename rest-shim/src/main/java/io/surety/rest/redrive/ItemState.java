package io.surety.rest.redrive;

import java.util.Locale;
import java.util.Optional;

/** How far one dead letter of a job is. Of two that were written, the later one here counts. */
public enum ItemState {
  /** Its turn has not come. */
  PENDING,
  /** It is being sent, or on its way; nobody knows yet how that ends. */
  SENT,
  /** There was nothing to send: somebody else had dealt with it. */
  SKIPPED,
  /** It was given up again, or could not be sent. */
  FAILED,
  /** It was sent, and consumed. */
  SUCCEEDED;

  /** True if nothing more becomes of it. */
  public boolean isEnd() {
    return switch (this) {
      case PENDING, SENT -> false;
      case SKIPPED, FAILED, SUCCEEDED -> true;
    };
  }

  /** As it is written in requests, in any case. */
  public static Optional<ItemState> of(String word) {
    for (ItemState state : values()) {
      if (state.name().equals(word.toUpperCase(Locale.ROOT))) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
