package io.surety.client.internal.consume;

import io.surety.client.internal.Connection;
import io.surety.client.internal.send.Intent;
import io.surety.client.internal.send.Outgoing;
import io.surety.schemas.Codec;
import io.surety.schemas.RoutingKey;
import io.surety.schemas.Topics;
import io.surety.schemas.avro.Consume;
import io.surety.schemas.avro.ErrorInfo;
import io.surety.schemas.avro.Outcome;
import io.surety.schemas.avro.Receive;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The signals of one consumer group, as records. Immutable. */
final class Reports {
  private final Topics topics;
  private final Codec codec;
  private final String group;
  private final String instance;

  static Reports of(Connection connection, String group) {
    return new Reports(
        connection.topics(), connection.codec(), group, connection.config().instanceId());
  }

  private Reports(Topics topics, Codec codec, String group, String instance) {
    this.topics = topics;
    this.codec = codec;
    this.group = group;
    this.instance = instance;
  }

  /** The group has it, and works on it. */
  Outgoing received(String id, int attempt) {
    byte[] value = codec.encode(topics.receive(), new Receive(id, group, instance, attempt));
    return new Outgoing(
        topics.receive(), RoutingKey.of(id), value, Intent.report("report 'received' for", id));
  }

  Outgoing consumed(String id, int attempt) {
    return consume(id, attempt, Outcome.CONSUMED, null, null);
  }

  Outgoing rejected(String id, int attempt, ErrorInfo error) {
    return consume(id, attempt, Outcome.REJECTED, error, null);
  }

  Outgoing failed(String id, int attempt, @Nullable ErrorInfo error, OptionalLong retryAfterMs) {
    return consume(
        id,
        attempt,
        Outcome.FAILED,
        error,
        retryAfterMs.isPresent() ? Long.valueOf(retryAfterMs.getAsLong()) : null);
  }

  private Outgoing consume(
      String id,
      int attempt,
      Outcome outcome,
      @Nullable ErrorInfo error,
      @Nullable Long retryAfterMs) {
    Consume signal = new Consume(id, group, outcome, attempt, error, retryAfterMs);
    return new Outgoing(
        topics.consume(),
        RoutingKey.of(id),
        codec.encode(topics.consume(), signal),
        Intent.report("report '" + outcome + "' for", id));
  }
}
