package io.surety.rest.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.rest.json.Json;
import io.surety.rest.json.Times;
import io.surety.rest.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what operators did, the latest first, from the topic itself: it is asked for rarely, and a
 * copy on every server would have to be kept for that. One reader at a time. Thread-safe.
 */
public final class AuditTrail implements AutoCloseable {
  static final int RECORD_MAX_BYTES = 64 * 1024;

  private static final int CHUNK = 500;
  private static final int CHUNKS_MAX = 10;

  /** What came of a deed is written soon after it. */
  private static final int AFTERWARDS = 200;

  private static final Duration POLL = Duration.ofMillis(200);
  private static final long READ_MAX_NANOS = TimeUnit.SECONDS.toNanos(4);
  private static final long WAIT_MAX_MS = 2_000;

  private final TopicPartition partition;
  private final Supplier<Consumer<byte[], byte[]>> newConsumer;
  private final Json json = new Json(RECORD_MAX_BYTES);
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Consumer<byte[], byte[]> consumer;

  /**
   * @param topic where it is kept
   * @param client how to reach the brokers
   */
  public AuditTrail(String topic, Map<String, Object> client) {
    this.partition = new TopicPartition(topic, 0);
    Map<String, Object> config = new HashMap<>(client);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, "surety-audit");
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 4_000);
    // It only fetches what is there. A fetch that waits at the end of the log holds up, on the same
    // connection, the next reader's question where the end is: half a second.
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 0);
    this.newConsumer =
        () -> new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Some of it.
   *
   * @param deeds the latest first
   * @param next before which place to go on; empty when there is nothing before
   */
  public record Page(List<Map<String, Object>> deeds, Optional<Long> next) {
    public Page {
      deeds = List.copyOf(deeds);
    }
  }

  /**
   * What was done.
   *
   * @param wanted of what {@link AuditLog} wrote
   * @param before a place in the log; empty for its end
   * @param limit so many at most
   * @return empty if too many ask at the same time
   */
  public Optional<Page> read(Predicate<ObjectNode> wanted, Optional<Long> before, int limit) {
    try {
      if (!lock.tryLock(WAIT_MAX_MS, TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    try {
      return Optional.of(pageOf(open(), wanted, before, limit));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (consumer != null) {
        consumer.close();
        consumer = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private Consumer<byte[], byte[]> open() {
    Consumer<byte[], byte[]> present = consumer;
    if (present == null) {
      present = newConsumer.get();
      present.assign(List.of(partition));
      consumer = present;
    }
    return present;
  }

  private Page pageOf(
      Consumer<byte[], byte[]> from,
      Predicate<ObjectNode> wanted,
      Optional<Long> before,
      int limit) {
    long deadline = System.nanoTime() + READ_MAX_NANOS;
    long begin = from.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
    long end = from.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    long upTo = Math.min(before.orElse(end), end);
    List<Map<String, Object>> deeds = new ArrayList<>();
    for (int chunk = 0; chunk < CHUNKS_MAX && upTo > begin; chunk++) {
      long start = Math.max(begin, upTo - CHUNK);
      NavigableMap<Long, ConsumerRecord<byte[], byte[]>> records =
          records(from, start, Math.min(end, upTo + AFTERWARDS), deadline);
      Map<String, Integer> answers = answers(records);
      for (ConsumerRecord<byte[], byte[]> entry :
          records.headMap(upTo, false).descendingMap().values()) {
        if (deeds.size() == limit) {
          return new Page(deeds, Optional.of(upTo));
        }
        upTo = entry.offset();
        parsed(entry)
            .filter(deed -> deed.has("caller"))
            .filter(wanted)
            .ifPresent(deed -> deeds.add(shown(entry, deed, answers)));
      }
      upTo = start;
    }
    return new Page(deeds, upTo > begin ? Optional.of(upTo) : Optional.empty());
  }

  private NavigableMap<Long, ConsumerRecord<byte[], byte[]>> records(
      Consumer<byte[], byte[]> from, long start, long end, long deadline) {
    NavigableMap<Long, ConsumerRecord<byte[], byte[]>> records = new TreeMap<>();
    from.seek(partition, start);
    while (from.position(partition) < end && System.nanoTime() < deadline) {
      from.poll(POLL).records(partition).forEach(entry -> records.put(entry.offset(), entry));
    }
    return records;
  }

  private Map<String, Integer> answers(NavigableMap<Long, ConsumerRecord<byte[], byte[]>> records) {
    Map<String, Integer> answers = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> entry : records.values()) {
      parsed(entry)
          .filter(node -> node.has("status"))
          .ifPresent(node -> answers.put(node.path("id").asText(), node.path("status").asInt()));
    }
    return answers;
  }

  private static Map<String, Object> shown(
      ConsumerRecord<byte[], byte[]> entry, ObjectNode deed, Map<String, Integer> answers) {
    Map<String, Object> shown = new LinkedHashMap<>();
    Times.format(entry.timestamp()).ifPresent(at -> shown.put("at", at));
    deed.properties().forEach(member -> shown.put(member.getKey(), member.getValue()));
    @Nullable Integer status = answers.get(deed.path("id").asText());
    if (status != null) {
      shown.put("status", status);
    }
    return shown;
  }

  /** What somebody else wrote there is passed over. */
  private Optional<ObjectNode> parsed(ConsumerRecord<byte[], byte[]> entry) {
    try {
      return entry.value() == null ? Optional.empty() : Optional.of(json.readObject(entry.value()));
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }
}
