package io.surety.acceptance.probe;

import io.surety.acceptance.harness.Delivered;
import io.surety.acceptance.harness.SignalWriter;
import io.surety.acceptance.harness.Signals;
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
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;

/**
 * Messages of 256 bytes to one group: prepare, and when that is acknowledged confirm; each record
 * at the destination is answered with received and consumed; what is in the archive is settled.
 */
final class Load implements AutoCloseable {
  private static final Map<String, Object> BATCHED =
      Map.of("linger.ms", 5, "batch.size", 65_536, "compression.type", "lz4");

  private final World world;
  private final String destination;
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
   * @param perSecond messages a second; 0 for as many as go
   * @param openMax messages unsettled at a time
   * @param lingerMs of the producers
   */
  Load(World world, String destination, int perSecond, int openMax, int lingerMs) {
    this.world = world;
    this.destination = destination;
    this.producer = world.signals(config(lingerMs));
    this.group = world.signals(config(lingerMs));
    this.open = new Semaphore(openMax);
    // A first send from a callback would wait for metadata on the thread that brings them.
    producer.producer().partitionsFor(world.topics().prepare());
    producer.producer().partitionsFor(world.topics().confirm());
    world.follow(destination, IsolationLevel.READ_COMMITTED, this::delivered);
    world.follow(world.topics().archive(), IsolationLevel.READ_COMMITTED, this::archived);
    thread = new Thread(() -> run(perSecond), "load");
    thread.setDaemon(true);
    thread.start();
  }

  private static Map<String, Object> config(int lingerMs) {
    Map<String, Object> config = new HashMap<>(BATCHED);
    config.put("linger.ms", lingerMs);
    return config;
  }

  private void run(int perSecond) {
    long start = System.nanoTime();
    long sent = 0;
    while (!closing) {
      if (perSecond > 0) {
        long at = start + sent * 1_000_000_000L / perSecond;
        for (long now = System.nanoTime(); now < at; now = System.nanoTime()) {
          LockSupport.parkNanos(at - now);
        }
      }
      open.acquireUninterruptibly();
      sent++;
      prepare("load-" + next.getAndIncrement());
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
    if (!archive.getStatus().equals("COMPLETED")) {
      throw new IllegalStateException("not completed: " + archive.getMessageId());
    }
    if (archive.getMessageId().startsWith("load-")) {
      settled.increment();
      open.release();
    }
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

  private static byte[] payload() {
    StringBuilder text = new StringBuilder();
    Random random = new Random(1);
    while (text.length() < 256) {
      text.append((char) ('0' + random.nextInt(41)));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Sends no more. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
