package io.surety.bench.outbox;

/**
 * Where messages go. The outbox keeps a call of this in its table, as JSON, until it has succeeded.
 */
public interface Destination {
  /** Returns when the message is safe there; throws if it is not known to be. */
  void send(String messageId, String businessKey, String payload);
}
