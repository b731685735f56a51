package io.surety.acceptance.probe;

import io.surety.acceptance.harness.Delivered;
import io.surety.acceptance.harness.SignalWriter;
import io.surety.acceptance.harness.Signals;
import io.surety.acceptance.harness.TopicFollower;
import io.surety.acceptance.harness.World;
import io.surety.schemas.avro.Archive;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;

/**
 * Messages of 256 bytes to one group: prepare, and when that is acknowledged confirm; each record
 * at the destination is answered with received and consumed; what is in the archive is settled.
 *
 * <p>Each load has ids and a destination of its own, so that one after the other can run in a
 * world.
 */
final class Load implements AutoCloseable {
  private static final Map<String, Object> BATCHED =
      Map.of("linger.ms", 5, "batch.size", 65_536, "compression.type", "lz4");

  private final World world;
  private final String name;
  private final String destination;
  private final TopicFollower deliveries;
  private final TopicFollower archive;
  private final SignalWriter producer;
  private final SignalWriter group;
  private final byte[] payload = payload();
  private final Semaphore open;
  private final AtomicLong next = new AtomicLong();
  private final Map<String, Long> confirmedAt = new ConcurrentHashMap<>();
  private final LongAdder settled = new LongAdder();
  private final LongAdder duplicates = new LongAdder();
  private final Recorder latency = new Recorder(60_000_000, 3);
  private volatile boolean closing;
  private final Thread thread;

  /**
   * Begins at once.
   *
   * @param name nobody else has it in this world
   * @param perSecond messages a second; 0 for as many as go
   * @param openMax messages unsettled at a time
   * @param lingerMs of the producers
   */
  Load(World world, String name, int perSecond, int openMax, int lingerMs) {
    this.world = world;
    this.name = name;
    this.destination = world.destination(name);
    world.subscribe(destination, LoadProbe.GROUP);
    world.awaitRegistered();
    this.producer = world.signals(config(lingerMs));
    this.group = world.signals(config(lingerMs));
    this.open = new Semaphore(openMax);
    // A first send from a callback would wait for metadata on the thread that brings them.
    producer.producer().partitionsFor(world.topics().prepare());
    producer.producer().partitionsFor(world.topics().confirm());
    deliveries = world.follow(destination, IsolationLevel.READ_COMMITTED, this::delivered);
    archive = world.follow(world.topics().archive(), IsolationLevel.READ_COMMITTED, this::archived);
    thread = new Thread(() -> run(perSecond), "load");
    thread.setDaemon(true);
    thread.start();
  }

  static Map<String, Object> config(int lingerMs) {
    Map<String, Object> config = new HashMap<>(BATCHED);
    config.put("linger.ms", lingerMs);
    return config;
  }

  private void run(int perSecond) {
    Pace pace = new Pace(perSecond);
    while (!closing) {
      pace.await();
      open.acquireUninterruptibly();
      prepare(name + "-" + next.getAndIncrement());
    }
  }

  private void prepare(String id) {
    producer.write(
        Signals.prepare(id, destination).setPayload(ByteBuffer.wrap(payload)).build(),
        (RecordMetadata acknowledged, Exception failure) -> {
          if (failure != null) {
            throw new IllegalStateException(failure);
          }
          confirmedAt.put(id, System.nanoTime());
          producer.write(Signals.confirm(id));
        });
  }

  private void delivered(ConsumerRecord<byte[], byte[]> record) {
    Delivered delivery = Delivered.of(record);
    Long since = confirmedAt.remove(delivery.id());
    if (since == null) {
      duplicates.increment();
    } else {
      latency.recordValue((delivery.seenAt() - since) / 1_000);
    }
    group.write(Signals.receive(delivery.id(), LoadProbe.GROUP, delivery.attempt()));
    group.write(Signals.consumed(delivery.id(), LoadProbe.GROUP, delivery.attempt()));
  }

  private void archived(ConsumerRecord<byte[], byte[]> record) {
    Archive archive = world.codec().decode(Archive.class, record.value()).value().orElseThrow();
    if (!archive.getMessageId().startsWith(name + "-")) {
      return;
    }
    if (!archive.getStatus().equals("COMPLETED")) {
      throw new IllegalStateException("not completed: " + archive.getMessageId());
    }
    settled.increment();
    open.release();
  }

  long sent() {
    return next.get();
  }

  long settled() {
    return settled.sum();
  }

  long duplicates() {
    return duplicates.sum();
  }

  /** Confirm to delivered since the last call, in µs. */
  Histogram takeLatency() {
    return latency.getIntervalHistogram();
  }

  static byte[] payload() {
    StringBuilder text = new StringBuilder();
    Random random = new Random(1);
    while (text.length() < 256) {
      text.append((char) ('0' + random.nextInt(41)));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Sends no more. */
  void stop() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
    world.close(deliveries);
    world.close(archive);
    world.close(producer);
    world.close(group);
  }
}
