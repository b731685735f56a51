package io.surety.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;

/** A topic with one partition, and the groups that read it. Thread-safe. */
final class MemoryTopic {
  private final String name;
  private final Turns turns;
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final Map<String, MemoryGroup> groups = new HashMap<>();

  MemoryTopic(String name, Turns turns) {
    this.name = name;
    this.turns = turns;
  }

  /** Its groups read it when their turn comes. */
  synchronized void append(ProducerRecord<byte[], byte[]> record, long timestamp) {
    records.add(
        new ConsumerRecord<>(
            name,
            0,
            records.size(),
            timestamp,
            TimestampType.LOG_APPEND_TIME,
            size(record.key()),
            size(record.value()),
            record.key(),
            record.value(),
            record.headers(),
            Optional.empty()));
    groups.values().forEach(group -> turns.add(group::read));
  }

  synchronized MemoryGroup group(String group) {
    return groups.computeIfAbsent(group, unused -> new MemoryGroup(this, turns));
  }

  synchronized Optional<ConsumerRecord<byte[], byte[]>> at(int offset) {
    return offset < records.size() ? Optional.of(records.get(offset)) : Optional.empty();
  }

  private static int size(byte[] bytes) {
    return bytes == null ? ConsumerRecord.NULL_SIZE : bytes.length;
  }
}
