package io.surety.acceptance.harness;

import io.surety.schemas.Headers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * One record at a destination.
 *
 * @param groups whom it is for
 * @param record as it was read
 * @param seenAt when the reader had it, nanoTime
 */
public record Delivered(
    String id,
    int attempt,
    List<String> groups,
    ConsumerRecord<byte[], byte[]> record,
    long seenAt) {

  /** Reads Surety's headers; fails on a record that has none, since nobody else writes there. */
  public static Delivered of(ConsumerRecord<byte[], byte[]> record) {
    return new Delivered(
        header(record, Headers.ID),
        Integer.parseInt(header(record, Headers.ATTEMPT)),
        List.of(header(record, Headers.GROUPS).split(",")),
        record,
        System.nanoTime());
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    if (header == null) {
      throw new AssertionError(
          "no header " + name + " at " + record.topic() + ", offset " + record.offset());
    }
    return new String(header.value(), StandardCharsets.UTF_8);
  }
}
