package io.surety.client.internal.send;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A record to be sent, and what for. Immutable. */
public final class Outgoing {
  private final String topic;
  private final String key;
  private final byte @Nullable [] value;
  private final Intent intent;

  /**
   * @param value null for a tombstone
   */
  public Outgoing(String topic, String key, byte @Nullable [] value, Intent intent) {
    this.topic = topic;
    this.key = key;
    this.value = value;
    this.intent = intent;
  }

  /** What it is sent for. */
  public Intent intent() {
    return intent;
  }

  /** Where to. */
  public String topic() {
    return topic;
  }

  /** The record's key. */
  public String key() {
    return key;
  }

  /** The record's value, not a copy; null for a tombstone. */
  public byte @Nullable [] value() {
    return value;
  }

  // Kafka's own types do not say that a value may be null.
  @SuppressWarnings("NullAway")
  ProducerRecord<String, byte[]> record() {
    return new ProducerRecord<>(topic, key, value);
  }
}
