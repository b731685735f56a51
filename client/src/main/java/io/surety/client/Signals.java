package io.surety.client;

import io.surety.client.internal.Connection;
import io.surety.client.internal.Texts;
import io.surety.client.internal.send.Intent;
import io.surety.client.internal.send.Outgoing;
import io.surety.schemas.BundleIds;
import io.surety.schemas.Codec;
import io.surety.schemas.MessageIds;
import io.surety.schemas.RoutingKey;
import io.surety.schemas.Topics;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.DecisionSource;
import io.surety.schemas.avro.Header;
import io.surety.schemas.avro.Mode;
import io.surety.schemas.avro.Prepare;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/** The signals of one producer, as records. Immutable. */
final class Signals {
  private static final int REASON_CHARS_MAX = 1_000;

  private final Connection connection;
  private final Topics topics;
  private final Codec codec;
  private final String producer;
  private final String instance;
  private final int messageMaxBytes;

  Signals(Connection connection, String producer) {
    SuretyClientConfig config = connection.config();
    this.connection = connection;
    this.topics = config.topics();
    this.codec = config.codec();
    this.producer = producer;
    this.instance = config.instanceId();
    this.messageMaxBytes = config.messageMaxBytes();
  }

  /**
   * The message as a record.
   *
   * @throws NotDoneException when it is larger than the coordinator takes
   */
  Outgoing prepare(Message message, Mode mode) {
    byte[] value = codec.encode(topics.prepare(), prepareSignal(message, mode));
    Intent intent = mode == Mode.PREPARE ? Intent.prepare(message.id()) : Intent.send(message.id());
    if (value.length > messageMaxBytes) {
      throw new NotDoneException(
          "could not "
              + intent.what()
              + ": it has "
              + value.length
              + " bytes as encoded, the limit is "
              + messageMaxBytes,
          "Make the payload smaller (for example a reference to it), or raise"
              + " surety.message.max.bytes here and at the coordinator.",
          new RecordTooLargeException("the limit is " + messageMaxBytes));
    }
    return new Outgoing(topics.prepare(), RoutingKey.of(message.id()), value, intent);
  }

  Outgoing decide(String verb, String messageId, Decision decision, @Nullable String reason) {
    return decide(verb, messageId, decision, reason, null);
  }

  /**
   * A decision as a record. A message of a bundle is confirmed or rolled back with all the others.
   *
   * @param verb for people
   * @throws IllegalArgumentException when the id is not a legal message id, or the time cannot be
   *     stored
   */
  Outgoing decide(
      String verb,
      String messageId,
      Decision decision,
      @Nullable String reason,
      @Nullable Instant deliverAt) {
    MessageIds.check(messageId);
    Optional<String> bundle =
        switch (decision) {
          case CONFIRM, ROLL_BACK -> BundleIds.bundleOf(messageId);
          case CANCEL, RESCHEDULE, DELIVER_NOW, REDRIVE, RESOLVE, CHECK_NOW, UNKNOWN, IN_PROGRESS ->
              Optional.empty();
        };
    Decide signal =
        Decide.newBuilder()
            .setMessageId(messageId)
            .setDecision(decision)
            .setSource(DecisionSource.PRODUCER)
            .setMembers(bundle.isEmpty() ? List.of() : BundleIds.others(messageId))
            .setDeliverAt(deliverAt == null ? null : epochMs(deliverAt))
            .setActor(instance)
            .setReason(reason == null ? null : Texts.head(reason, REASON_CHARS_MAX))
            .build();
    String what =
        bundle.map(id -> "bundle '" + id + "'").orElseGet(() -> "message '" + messageId + "'");
    byte[] value = codec.encode(topics.confirm(), signal);
    return new Outgoing(
        topics.confirm(), RoutingKey.of(messageId), value, Intent.settle(verb, what));
  }

  private Prepare prepareSignal(Message message, Mode mode) {
    return new Prepare(
        message.id(),
        producer,
        message.destination(),
        message.tag().orElse(null),
        message.key().orElse(null),
        headers(message),
        message.payload(),
        mode,
        connection.deliverAt(message).map(Instant::toEpochMilli).orElse(null),
        message.ttl().map(Duration::toMillis).orElse(null),
        message.checkBackAfter().map(Duration::toMillis).orElse(null));
  }

  private static List<Header> headers(Message message) {
    return message.headers().stream()
        .map(
            header -> {
              byte[] value = header.value();
              return new Header(header.key(), value == null ? null : ByteBuffer.wrap(value));
            })
        .toList();
  }

  private static long epochMs(Instant time) {
    if (time.isBefore(Instant.EPOCH)) {
      throw new IllegalArgumentException(
          "deliverAt must not be before 1970, was " + time + "; use deliverNow for at once");
    }
    try {
      return time.toEpochMilli();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("deliverAt is too far away, was " + time, e);
    }
  }
}
