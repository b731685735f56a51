package io.surety.rest.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One producer, many threads, each of which waits for the acknowledgement of its record. */
public final class KafkaAlone {
  private static final int RECORD_BYTES = 320;

  private final Map<String, Object> config;
  private final String topic;
  private final int threads;
  private final Duration time;

  public KafkaAlone(Map<String, Object> client, String topic, int threads, Duration time) {
    this.config = new HashMap<>(client);
    this.topic = topic;
    this.threads = threads;
    this.time = time;
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
  }

  /** A line as {@link Wrk} has it. */
  public String run() throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      all(producer);
      List<Long> nanos = all(producer);
      Collections.sort(nanos);
      return String.format(
          "%-20s %10.2f/s   50%% %6.2fms  90%% %6.2fms  99%% %6.2fms",
          "Kafka alone",
          nanos.size() / (double) time.toSeconds(),
          at(nanos, 0.5),
          at(nanos, 0.9),
          at(nanos, 0.99));
    }
  }

  private List<Long> all(KafkaProducer<byte[], byte[]> producer) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      Callable<List<Long>> loop = () -> loop(producer);
      List<Long> nanos = new ArrayList<>();
      for (Future<List<Long>> one : pool.invokeAll(Collections.nCopies(threads, loop))) {
        nanos.addAll(one.get());
      }
      return nanos;
    } finally {
      pool.shutdownNow();
    }
  }

  private List<Long> loop(KafkaProducer<byte[], byte[]> producer) throws Exception {
    List<Long> nanos = new ArrayList<>();
    byte[] value = new byte[RECORD_BYTES];
    long end = System.nanoTime() + time.toNanos();
    for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
      producer.send(new ProducerRecord<>(topic, value)).get();
      nanos.add(System.nanoTime() - start);
    }
    return nanos;
  }

  private static double at(List<Long> sorted, double part) {
    return sorted.get((int) (part * (sorted.size() - 1))) / 1e6;
  }
}
