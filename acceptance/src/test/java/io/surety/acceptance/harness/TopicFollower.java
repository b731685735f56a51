package io.surety.acceptance.harness;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.errors.WakeupException;

/**
 * A thread that hands every record of a topic to somebody, from the first one on, as it comes.
 *
 * <p>What the receiver throws ends the thread, and is thrown again by {@link #close}, so that it
 * fails the test.
 */
public final class TopicFollower implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile boolean closing;

  TopicFollower(
      Map<String, Object> client,
      IsolationLevel isolation,
      String topic,
      Consumer<ConsumerRecord<byte[], byte[]>> receiver) {
    consumer = TopicLog.consumer(client, isolation);
    var partitions = TopicLog.partitions(consumer, List.of(topic));
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    thread = new Thread(() -> run(receiver), "follow-" + topic);
    thread.setDaemon(true);
    thread.start();
  }

  private void run(Consumer<ConsumerRecord<byte[], byte[]>> receiver) {
    try {
      while (!closing) {
        consumer.poll(Duration.ofSeconds(1)).forEach(receiver);
      }
    } catch (WakeupException e) {
      if (!closing) {
        failure.set(e);
      }
    } catch (Throwable e) {
      failure.set(e);
    } finally {
      consumer.close();
    }
  }

  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (failure.get() != null) {
      throw new AssertionError("the reader of a topic failed: " + thread.getName(), failure.get());
    }
  }
}
