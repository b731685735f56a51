package io.surety.client.internal.jdbc;

import io.surety.client.Message;
import io.surety.client.MessageBuilder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row that this instance has claimed. */
final class OutboxRow {
  static final String COLUMNS =
      "seq, message_id, destination, business_key, tag, headers, payload, deliver_at_ms, ttl_ms,"
          + " published_at_ms";

  private final long seq;
  private final String messageId;
  private final String destination;
  private final @Nullable String businessKey;
  private final @Nullable String tag;
  private final byte @Nullable [] headers;
  private final byte[] payload;
  private final Optional<Instant> deliverAt;
  private final Optional<Duration> ttl;
  private final long publishedAtMs;

  private OutboxRow(ResultSet row) throws SQLException {
    this.seq = row.getLong(1);
    this.messageId = row.getString(2);
    this.destination = row.getString(3);
    this.businessKey = row.getString(4);
    this.tag = row.getString(5);
    this.headers = row.getBytes(6);
    this.payload = row.getBytes(7);
    long deliverAtMs = row.getLong(8);
    this.deliverAt =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(deliverAtMs));
    long ttlMs = row.getLong(9);
    this.ttl = row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(ttlMs));
    this.publishedAtMs = row.getLong(10);
  }

  /** The row at which a result of these columns stands. */
  static OutboxRow at(ResultSet row) throws SQLException {
    return new OutboxRow(row);
  }

  long seq() {
    return seq;
  }

  String messageId() {
    return messageId;
  }

  /** Whose order is kept; empty when nobody's. */
  Optional<String> businessKey() {
    return Optional.ofNullable(businessKey);
  }

  /**
   * What to send now. Its time to live has run since it was published; when it is over, the message
   * is still sent, so that the coordinator counts it as expired.
   *
   * @throws IllegalArgumentException when the row is not a message
   */
  Message message(long nowMs) {
    MessageBuilder message = Message.to(destination).id(messageId).payload(payload);
    if (businessKey != null) {
      message.key(businessKey);
    }
    if (tag != null) {
      message.tag(tag);
    }
    HeaderBytes.addTo(message, headers);
    deliverAt.ifPresent(message::deliverAt);
    ttl.map(value -> value.minusMillis(nowMs - publishedAtMs))
        .ifPresent(left -> message.ttl(left.toMillis() < 1 ? Duration.ofMillis(1) : left));
    return message.build();
  }
}
