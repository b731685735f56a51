package io.surety.rest.redrive;

import io.surety.rest.problem.Problem;
import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
import io.surety.rest.signal.SignalWriter;
import io.surety.schemas.Codec;
import io.surety.schemas.OperationsRecords;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic {@code operations}: writes it, reads all of it from the beginning, and keeps {@link
 * Operations} up with it. Every instance has its own. Thread-safe.
 */
public final class OperationsLog implements Records, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OperationsLog.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(1);
  private static final Duration READ_MAX = Duration.ofSeconds(5);
  private static final Duration CLOSE_MAX = Duration.ofSeconds(1);
  private static final long RETRY_MS = 1_000;

  private final TopicPartition partition;
  private final Codec codec = OperationsRecords.codec();
  private final Operations operations = new Operations(codec);
  private final SignalWriter writer;
  private final KafkaConsumer<String, byte[]> consumer;

  /** Asks where the topic ends: on the consumer's connection, a fetch waits that is in the way. */
  private final Admin admin;

  private final ConcurrentLinkedQueue<Waiter> waiters = new ConcurrentLinkedQueue<>();
  private final Thread reader = new Thread(this::read, "surety-operations");

  /** Everything before has been read. */
  private volatile long position;

  private volatile boolean isClosed;

  private OperationsLog(
      String topic, SignalWriter writer, KafkaConsumer<String, byte[]> consumer, Admin admin) {
    this.partition = new TopicPartition(topic, 0);
    this.writer = writer;
    this.consumer = consumer;
    this.admin = admin;
  }

  /** Somebody who waits until this offset has been read. */
  private record Waiter(long offset, CompletableFuture<Void> done) {}

  /**
   * Begins to read.
   *
   * @param client how to reach the brokers
   */
  public static OperationsLog open(String topic, Map<String, Object> client, SignalWriter writer) {
    Map<String, Object> config = new HashMap<>(client);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, "surety-operations");
    OperationsLog log =
        new OperationsLog(
            topic,
            writer,
            new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer()),
            Admin.create(client));
    log.reader.setDaemon(true);
    log.reader.start();
    return log;
  }

  /** What has been read. */
  public Operations operations() {
    return operations;
  }

  @Override
  public void write(String key, SpecificRecord record) {
    append(key, record);
  }

  @Override
  public void writeAndRead(String key, SpecificRecord record) {
    await(append(key, record));
  }

  @Override
  public void remove(String key) {
    await(writer.write(partition.topic(), key, null).offset());
  }

  private long append(String key, SpecificRecord record) {
    return writer.write(partition.topic(), key, codec.encode(record)).offset();
  }

  @Override
  public void catchUp() {
    try {
      long end =
          admin
              .listOffsets(Map.of(partition, OffsetSpec.latest()))
              .partitionResult(partition)
              .get(READ_MAX.toMillis(), TimeUnit.MILLISECONDS)
              .offset();
      await(end - 1);
    } catch (ExecutionException | TimeoutException e) {
      throw behind();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw behind();
    }
  }

  private void await(long offset) {
    if (position > offset) {
      return;
    }
    Waiter waiter = new Waiter(offset, new CompletableFuture<>());
    waiters.add(waiter);
    consumer.wakeup();
    try {
      waiter.done().get(READ_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw behind();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw behind();
    } finally {
      waiters.remove(waiter);
    }
  }

  private static ProblemException behind() {
    return new ProblemException(
        Problem.of(
                ProblemCode.BEHIND,
                "This server has not read yet what is written about jobs and notes; ask again.")
            .retryAfter(RETRY_MS));
  }

  private void read() {
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    while (!isClosed) {
      try {
        tellWaiters(consumer.position(partition));
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          learn(record);
        }
      } catch (WakeupException e) {
        LOG.trace("Somebody waits");
      } catch (InterruptException e) {
        break;
      } catch (KafkaException e) {
        LOG.warn("Topic {} cannot be read now: {}", partition.topic(), e.toString());
        pause();
      }
    }
    consumer.close(CloseOptions.timeout(CLOSE_MAX));
    admin.close(CLOSE_MAX);
  }

  /** One record that is a defect must not keep the others from being read. */
  private void learn(ConsumerRecord<String, byte[]> record) {
    try {
      operations.learn(record.key(), record.value());
    } catch (RuntimeException e) {
      LOG.error("Record {} of {} is passed over", record.offset(), partition.topic(), e);
    }
  }

  private void tellWaiters(long readUpTo) {
    position = readUpTo;
    for (Waiter waiter : waiters) {
      if (readUpTo > waiter.offset()) {
        waiter.done().complete(null);
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(PAUSE_AFTER_ERROR.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    isClosed = true;
    consumer.wakeup();
    try {
      reader.join(2 * CLOSE_MAX.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
