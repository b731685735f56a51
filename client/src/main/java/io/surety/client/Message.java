package io.surety.client;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message to publish. Immutable; made by {@link #to(String)}.
 *
 * <pre>{@code
 * Message message = Message.to("order-paid").key("42").payload("{\"cents\":4200}").build();
 * }</pre>
 *
 * Its id is fixed when it is built, so the same object can be published again after an {@link
 * OutcomeUnknownException}: the coordinator knows it as the same message.
 */
public final class Message {
  private final String id;
  private final String destination;
  private final Optional<String> key;
  private final Optional<String> tag;
  private final List<MessageHeader> headers;
  private final ByteBuffer payload;
  private final Optional<Duration> delay;
  private final Optional<Instant> deliverAt;
  private final Optional<Duration> ttl;
  private final Optional<Duration> checkBackAfter;

  Message(MessageBuilder builder, String id, Optional<Instant> deliverAt) {
    this.id = id;
    this.destination = builder.destination;
    this.key = builder.key;
    this.tag = builder.tag;
    this.headers = List.copyOf(builder.headers);
    this.payload = ByteBuffer.wrap(builder.payload).asReadOnlyBuffer();
    this.delay = builder.delay;
    this.deliverAt = deliverAt;
    this.ttl = builder.ttl;
    this.checkBackAfter = builder.checkBackAfter;
  }

  /** Starts a message to a destination: a Kafka topic that is registered with the coordinator. */
  public static MessageBuilder to(String destination) {
    return new MessageBuilder(destination);
  }

  /** The global id. */
  public String id() {
    return id;
  }

  /** The topic it is delivered to. */
  public String destination() {
    return destination;
  }

  /** The business key: record key at the destination, and what operators search by. */
  public Optional<String> key() {
    return key;
  }

  /** Words split at dots; subscriptions filter on it. */
  public Optional<String> tag() {
    return tag;
  }

  /** The application's headers, in order. */
  public List<MessageHeader> headers() {
    return headers;
  }

  /** The application's bytes, read-only, from the first to the last. */
  public ByteBuffer payload() {
    return payload.duplicate();
  }

  /** Not delivered before this time. */
  public Optional<Instant> deliverAt() {
    return deliverAt;
  }

  /**
   * The delay it was built with, of which {@link #deliverAt} came; empty when a time was given, or
   * neither.
   */
  public Optional<Duration> delay() {
    return delay;
  }

  /** Not delivered later than this after the prepare. */
  public Optional<Duration> ttl() {
    return ttl;
  }

  /** Time from the prepare to the first check-back; empty for the producer's own. */
  public Optional<Duration> checkBackAfter() {
    return checkBackAfter;
  }

  /** Without payload and headers, which may be private. */
  @Override
  public String toString() {
    return "Message[id="
        + id
        + ", destination="
        + destination
        + ", key="
        + key.orElse("none")
        + ", payload="
        + payload.remaining()
        + " bytes]";
  }
}
