package io.surety.rest.signal;

import io.surety.lifecycle.Signal;
import io.surety.schemas.RoutingKey;

/**
 * A signal as it is written, and as the coordinator will read it. The bytes are not to be changed.
 */
final class SignalRecord {
  private final String topic;
  private final String messageId;
  private final byte[] value;
  private final Signal signal;

  SignalRecord(String topic, String messageId, byte[] value, Signal signal) {
    this.topic = topic;
    this.messageId = messageId;
    this.value = value;
    this.signal = signal;
  }

  String topic() {
    return topic;
  }

  String messageId() {
    return messageId;
  }

  String key() {
    return RoutingKey.of(messageId);
  }

  byte[] value() {
    return value;
  }

  Signal signal() {
    return signal;
  }
}
