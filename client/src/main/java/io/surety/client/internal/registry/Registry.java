package io.surety.client.internal.registry;

import io.surety.client.OutcomeUnknownException;
import io.surety.client.internal.Connection;
import io.surety.client.internal.send.Await;
import io.surety.client.internal.send.Intent;
import io.surety.client.internal.send.Outgoing;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes the registry topic. Thread-safe.
 *
 * <p>The coordinator judges a decision by a registry that may be a little stale, at most {@code
 * surety.registry.staleness.max.ms}. So what is to count for all decisions from now on waits that
 * long after the broker's acknowledgement.
 */
public final class Registry {
  private final Connection connection;

  public Registry(Connection connection) {
    this.connection = connection;
  }

  /**
   * Writes a registration, or a tombstone (null).
   *
   * @throws io.surety.client.NotDoneException when it is not stored
   * @throws OutcomeUnknownException when nobody knows
   */
  public void write(String key, @Nullable SpecificRecord registration) {
    String topic = connection.topics().registry();
    byte[] value = registration == null ? null : connection.codec().encode(topic, registration);
    Intent intent = intent(key, registration);
    Await.done(connection.producer().send(new Outgoing(topic, key, value, intent)), intent);
  }

  /**
   * As {@link #write}, and waits until every later decision is judged by it.
   *
   * @throws OutcomeUnknownException also when this thread is interrupted, or the client closed,
   *     while it waits
   */
  public void writeAndSettle(String key, @Nullable SpecificRecord registration) {
    write(key, registration);
    awaitSettled(key);
  }

  /** Waits until every later decision is judged by what was written. */
  public void awaitSettled(String key) {
    try {
      if (connection.awaitClosing(connection.config().registryStalenessMax())) {
        throw notSettled(key, null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notSettled(key, e);
    }
  }

  private static OutcomeUnknownException notSettled(
      String key, @Nullable InterruptedException cause) {
    return new OutcomeUnknownException(
        "'" + key + "' is stored, but it was not waited until decisions are judged by it",
        "Call it again.",
        cause);
  }

  private static Intent intent(String key, @Nullable SpecificRecord registration) {
    return Intent.register((registration == null ? "remove '" : "register '") + key + "'");
  }
}
