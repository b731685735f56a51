package io.surety.client.internal.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.schemas.Headers;
import io.surety.schemas.Names;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;

/**
 * What Surety's headers say about a record. Others may write to a destination, too, so anything can
 * be in them.
 *
 * <p>Surety's come after the application's, so the last one of a name counts.
 */
final class DeliveryHeaders {
  private final org.apache.kafka.common.header.Headers headers;

  DeliveryHeaders(org.apache.kafka.common.header.Headers headers) {
    this.headers = headers;
  }

  /** Whom it is for; empty when it does not say, and so is for everybody. */
  Optional<List<String>> groups() {
    return text(Headers.GROUPS).map(groups -> List.of(groups.split(",", -1)));
  }

  /** The message id, when it is a legal one. */
  Optional<String> id() {
    return text(Headers.ID).filter(id -> Names.MESSAGE_ID.problem(id).isEmpty());
  }

  /** The attempt, when it is a number from 1. */
  Optional<Integer> attempt() {
    return number(Headers.ATTEMPT)
        .filter(attempt -> attempt >= 1 && attempt <= Integer.MAX_VALUE)
        .map(Long::intValue);
  }

  Optional<String> tag() {
    return text(Headers.TAG);
  }

  Optional<String> producer() {
    return text(Headers.PRODUCER);
  }

  Optional<Instant> deadline() {
    return number(Headers.DEADLINE).map(Instant::ofEpochMilli);
  }

  private Optional<Long> number(String name) {
    return text(name)
        .flatMap(
            text -> {
              try {
                return Optional.of(Long.parseLong(text));
              } catch (NumberFormatException e) {
                // Not a number of ours: the same as if it were not there.
                return Optional.empty();
              }
            });
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(headers.lastHeader(name))
        .map(Header::value)
        .map(value -> new String(value, UTF_8));
  }
}
