package io.surety.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The time the broker appended the record. Never negative: Kafka Streams stops at, or drops,
 * records before 1970, which a topic that lost its {@code message.timestamp.type=LogAppendTime}
 * could have.
 */
public final class LogAppendTimestamp implements TimestampExtractor {

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return Math.max(0, record.timestamp());
  }
}
