package io.surety.client.internal.consume;

import io.surety.client.RejectException;
import io.surety.client.internal.send.Outgoing;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What became of a delivery.
 *
 * @param thrown what the handler threw, or why it was said to have failed
 * @param retryAfterMs when the next attempt is wanted, in place of the policy's delay
 */
record Outcome(@Nullable Throwable thrown, OptionalLong retryAfterMs) {
  static final Outcome CONSUMED = new Outcome(null, OptionalLong.empty());

  static Outcome failed(Throwable thrown) {
    return new Outcome(thrown, OptionalLong.empty());
  }

  static Outcome retryAfter(long delayMs) {
    return new Outcome(null, OptionalLong.of(delayMs));
  }

  boolean isConsumed() {
    return thrown == null && retryAfterMs.isEmpty();
  }

  /** How the coordinator is told. */
  Outgoing report(Reports reports, String id, int attempt) {
    if (isConsumed()) {
      return reports.consumed(id, attempt);
    }
    if (thrown == null) {
      long delayMs = retryAfterMs.orElseThrow();
      return reports.failed(id, attempt, Errors.retryAfter(delayMs), retryAfterMs);
    }
    return thrown instanceof RejectException
        ? reports.rejected(id, attempt, Errors.of(thrown))
        : reports.failed(id, attempt, Errors.of(thrown), retryAfterMs);
  }
}
