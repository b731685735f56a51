package io.surety.schemas.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the registry one question at a time, and leaves it alone for a while after it did not
 * answer, so that an outage costs one timeout each back-off and not one each record. The back-off
 * doubles from 0.5 s to 10 s.
 *
 * <p>Thread-safe; callers queue.
 */
final class Availability {
  private static final Logger LOG = LoggerFactory.getLogger(Availability.class);
  private static final Duration BACKOFF_FIRST = Duration.ofMillis(500);
  private static final Duration BACKOFF_MAX = Duration.ofSeconds(10);

  private final LongSupplier nowMs;
  private Duration backoff = Duration.ZERO;
  private long closedUntilMs = Long.MIN_VALUE;

  Availability(LongSupplier nowMs) {
    this.nowMs = nowMs;
  }

  interface Question<R> {
    R ask() throws IOException, InterruptedException;
  }

  /**
   * The answer.
   *
   * @throws RegistryUnavailableException when there is none, or the registry is being left alone
   */
  synchronized <R> R ask(Question<R> question) {
    long now = nowMs.getAsLong();
    if (now < closedUntilMs) {
      Duration left = Duration.ofMillis(closedUntilMs - now);
      throw new RegistryUnavailableException(
          "the schema registry did not answer lately; asked again in " + left.toMillis() + " ms",
          left,
          null);
    }
    try {
      R answer = question.ask();
      opened();
      return answer;
    } catch (IOException e) {
      closed(e);
      throw unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(e);
    }
  }

  private void opened() {
    if (!backoff.isZero()) {
      LOG.info("The schema registry answers again.");
    }
    backoff = Duration.ZERO;
  }

  private void closed(IOException why) {
    if (backoff.isZero()) {
      LOG.warn(
          "The schema registry does not answer; known schemas go on, unknown ones wait: {}",
          why.toString());
    }
    backoff = backoff.isZero() ? BACKOFF_FIRST : min(backoff.multipliedBy(2), BACKOFF_MAX);
    closedUntilMs = nowMs.getAsLong() + backoff.toMillis();
  }

  private RegistryUnavailableException unavailable(Exception cause) {
    return new RegistryUnavailableException(
        "the schema registry does not answer: " + cause, backoff, cause);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
