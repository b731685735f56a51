package io.surety.acceptance.probe;

import io.surety.acceptance.harness.SignalWriter;
import io.surety.acceptance.harness.TopicFollower;
import io.surety.acceptance.harness.World;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;

/**
 * What Kafka alone takes: records of the same size, by the same producer to the same kind of
 * reader, with nothing in between. A message of Surety's goes this way twice.
 */
final class Floor implements AutoCloseable {
  private final World world;
  private final String topic;
  private final SignalWriter producer;
  private final TopicFollower reader;
  private final byte[] payload = Load.payload();
  private final Recorder latency = new Recorder(60_000_000, 3);
  private final Thread thread;
  private volatile boolean closing;

  /** Begins at once. */
  Floor(World world, String name, int perSecond, int lingerMs) {
    this.world = world;
    this.topic = world.topic(name, 4, Map.of());
    this.producer = world.signals(Load.config(lingerMs));
    producer.producer().partitionsFor(topic);
    reader = world.follow(topic, IsolationLevel.READ_COMMITTED, this::seen);
    thread = new Thread(() -> run(perSecond), "floor");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(int perSecond) {
    Pace pace = new Pace(perSecond);
    while (!closing) {
      pace.await();
      byte[] sentAt = ByteBuffer.allocate(Long.BYTES).putLong(System.nanoTime()).array();
      producer.write(new ProducerRecord<>(topic, sentAt, payload));
    }
  }

  private void seen(ConsumerRecord<byte[], byte[]> record) {
    long sentAt = ByteBuffer.wrap(record.key()).getLong();
    latency.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - sentAt));
  }

  /** Sent to seen since the last call, in µs. */
  Histogram takeLatency() {
    return latency.getIntervalHistogram();
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    world.close(reader);
    world.close(producer);
  }
}
