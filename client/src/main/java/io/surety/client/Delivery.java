package io.surety.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * A message as a {@link Handler} gets it. For the thread that handles it only; what it says may be
 * read by others after it was {@linkplain #defer deferred}.
 */
public interface Delivery {

  /**
   * The message id. For a record that does not come from Surety, {@code topic:partition:offset},
   * which is the same each time the record is read.
   */
  String id();

  /** Number of this delivery attempt, from 1; 1 for a record that is not tracked. */
  int attempt();

  /**
   * Whether the coordinator follows this delivery. False for direct messages and for records that
   * others wrote to the topic: for those nothing is reported, and a handler that throws is logged
   * and not called again.
   */
  boolean isTracked();

  /** The business key: the record key as UTF-8. */
  Optional<String> key();

  /** The tag of the message. */
  Optional<String> tag();

  /** Who published the message. */
  Optional<String> producer();

  /** When its time to live ends. */
  Optional<Instant> deadline();

  /** All headers of the record: the application's first, then Surety's. Do not change them. */
  Headers headers();

  /** The application's bytes, exactly as they were published; not a copy. */
  byte[] payload();

  /** The payload as UTF-8 text. */
  default String payloadText() {
    return new String(payload(), UTF_8);
  }

  /**
   * True for a record without a value, which Surety never writes, but others may; {@link #payload}
   * has no bytes then.
   */
  boolean isTombstone();

  /** The topic it was read from. */
  String destination();

  /** The partition it was read from. */
  int partition();

  /** The offset it was read at. */
  long offset();

  /**
   * Reports this attempt as failed when the handler is done, whether it returns or throws, and asks
   * for the next attempt after this delay instead of the redelivery policy's. Of several calls the
   * last one counts. Counts as an attempt like any other.
   *
   * @param delay at least 0
   * @throws IllegalArgumentException when the delay is negative
   * @throws IllegalStateException when the delivery was deferred; use the settlement's
   */
  void retryAfter(Duration delay);

  /**
   * Has the outcome come later, from any thread: that the handler returns then means nothing. When
   * it throws, that settles it, unless it is settled already.
   *
   * <p>Until it is settled, the delivery keeps its key's place (later messages with the key wait),
   * its place among the records that are read ahead (500 records or 32 MiB), and its claim (the
   * time is renewed). It does not keep its handler's thread, so {@linkplain
   * ConsumerBuilder#concurrency concurrency} does not limit how many are deferred. A closing
   * consumer waits for it as for a handler that runs; what is not settled by then is read again.
   *
   * <p>One that nobody settles is renewed until the process ends: prefer {@link #defer(Duration)}
   * where an answer can get lost. A second call returns the same settlement.
   *
   * @throws IllegalStateException when {@link #retryAfter} was called, or the consumer has an
   *     inbox, whose transaction ends with the handler
   */
  Settlement defer();

  /**
   * As {@link #defer()}, but settled as failed, with a {@link
   * java.util.concurrent.TimeoutException}, when nothing else has settled it within this time.
   *
   * @param atMost at least 1 ms
   * @throws IllegalArgumentException when the time is shorter
   * @throws IllegalStateException as {@link #defer()}
   */
  Settlement defer(Duration atMost);
}
