package io.surety.topology.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.lifecycle.Message;
import io.surety.schemas.Headers;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** The record that a request becomes: the application's headers first, then ours. */
public final class DestinationRecord {
  /** Of a batch with one record: its header (61 bytes), and the record's fixed part at most. */
  private static final int OVERHEAD_BYTES = 61 + 21;

  private DestinationRecord() {}

  /** The record, for any partition. */
  public static ProducerRecord<byte[], byte[]> of(DispatchRequest request) {
    RecordHeaders headers = new RecordHeaders(request.headers());
    add(headers, Headers.ID, request.messageId());
    add(headers, Headers.ATTEMPT, Integer.toString(request.attempt()));
    if (!request.groups().isEmpty()) {
      add(headers, Headers.GROUPS, String.join(",", request.groups()));
    }
    if (!request.tag().isEmpty()) {
      add(headers, Headers.TAG, request.tag());
    }
    add(headers, Headers.PRODUCER, request.producer());
    if (request.deadline() != Message.NEVER) {
      add(headers, Headers.DEADLINE, Long.toString(request.deadline()));
    }
    byte[] key = request.businessKey().isEmpty() ? null : request.businessKey().getBytes(UTF_8);
    return new ProducerRecord<>(request.destination(), null, key, request.payload(), headers);
  }

  /**
   * Bytes of a batch with only this record, before compression: what Kafka's producer and broker
   * hold against their limits, or up to 20 bytes more (Kafka's message format v2).
   */
  static int sizeBound(ProducerRecord<byte[], byte[]> record) {
    int size = OVERHEAD_BYTES + sized(record.key()) + sized(record.value());
    Header[] headers = record.headers().toArray();
    size += varint(headers.length);
    for (Header header : headers) {
      int name = Utils.utf8Length(header.key());
      size += varint(name) + name + sized(header.value());
    }
    return size;
  }

  private static void add(RecordHeaders headers, String name, String value) {
    headers.add(new RecordHeader(name, value.getBytes(UTF_8)));
  }

  private static int sized(byte @Nullable [] bytes) {
    return bytes == null ? varint(-1) : varint(bytes.length) + bytes.length;
  }

  /** Bytes of a zigzag variable-length integer. */
  private static int varint(int value) {
    int zigzag = (value << 1) ^ (value >> 31);
    return Math.max(1, (Integer.SIZE - Integer.numberOfLeadingZeros(zigzag) + 6) / 7);
  }
}
