package io.surety.topology.dispatch;

import io.surety.lifecycle.Message;
import java.util.List;
import org.apache.kafka.common.header.Header;

/**
 * One record to write to a destination.
 *
 * <p>A class and not a record, because it carries an array: two requests are equal only if they are
 * the same one. Immutable as long as nobody writes to the payload.
 */
public final class DispatchRequest {
  private final String messageId;
  private final String destination;
  private final String businessKey;
  private final byte[] payload;
  private final List<Header> headers;
  private final int attempt;
  private final List<String> groups;
  private final String tag;
  private final String producer;
  private final long deadline;

  /**
   * A request.
   *
   * @param messageId the message
   * @param destination the topic
   * @param businessKey the record's key; empty for a record without one
   * @param payload the application's bytes, not copied
   * @param headers the application's headers, in order
   * @param attempt 1-based
   * @param groups whom it is for; empty for a DIRECT message: for everybody
   * @param tag empty for none
   * @param producer who prepared it
   * @param deadline when its time to live ends, epoch ms; {@link Message#NEVER} if it does not
   */
  public DispatchRequest(
      String messageId,
      String destination,
      String businessKey,
      byte[] payload,
      List<Header> headers,
      int attempt,
      List<String> groups,
      String tag,
      String producer,
      long deadline) {
    if (attempt < 1) {
      throw new IllegalArgumentException("attempt must be >= 1, was " + attempt);
    }
    this.messageId = messageId;
    this.destination = destination;
    this.businessKey = businessKey;
    this.payload = payload;
    this.headers = List.copyOf(headers);
    this.attempt = attempt;
    this.groups = List.copyOf(groups);
    this.tag = tag;
    this.producer = producer;
    this.deadline = deadline;
  }

  /** The message. */
  public String messageId() {
    return messageId;
  }

  /** The topic. */
  public String destination() {
    return destination;
  }

  /** The record's key; empty for a record without one. */
  public String businessKey() {
    return businessKey;
  }

  /** The application's bytes; not a copy, not to be changed. */
  public byte[] payload() {
    return payload;
  }

  /** The application's headers, in order. */
  public List<Header> headers() {
    return headers;
  }

  /** Which attempt, 1-based. */
  public int attempt() {
    return attempt;
  }

  /** Whom it is for; empty for a DIRECT message: for everybody. */
  public List<String> groups() {
    return groups;
  }

  /** The tag; empty for none. */
  public String tag() {
    return tag;
  }

  /** Who prepared it. */
  public String producer() {
    return producer;
  }

  /** When its time to live ends, epoch ms; {@link Message#NEVER} if it does not. */
  public long deadline() {
    return deadline;
  }

  /** Id, attempt, destination and groups; never the payload. */
  @Override
  public String toString() {
    return messageId + " #" + attempt + " to " + destination + " for " + groups;
  }
}
