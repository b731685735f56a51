package io.surety.testkit;

import io.surety.client.internal.intake.Crew;
import io.surety.client.internal.intake.WorkSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The topics that clients read; one is there as soon as it is named. Thread-safe. */
final class MemoryTopics {
  private final Turns turns;
  private final Map<String, MemoryTopic> byName = new ConcurrentHashMap<>();

  MemoryTopics(Turns turns) {
    this.turns = turns;
  }

  void append(ProducerRecord<byte[], byte[]> record, long timestamp) {
    topic(record.topic()).append(record, timestamp);
  }

  /** To be done when its turn comes: what is written is read after what was written before. */
  void later(Runnable task) {
    turns.add(task);
  }

  Crew crew(Crew.Spec spec, WorkSource source) {
    return new MemoryCrew(topic(spec.topic()).group(spec.group()), source, turns);
  }

  private MemoryTopic topic(String name) {
    return byName.computeIfAbsent(name, unused -> new MemoryTopic(name, turns));
  }
}
