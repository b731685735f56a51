package io.surety.bench.rocketmq.load;

import io.surety.bench.kafka.Ids;
import io.surety.bench.kafka.Signals;
import io.surety.bench.lab.LabException;
import io.surety.bench.load.Ledger;
import io.surety.bench.load.Workload;
import io.surety.bench.rocketmq.RocketMqRunner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyContext;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.consumer.store.ReadOffsetType;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.common.MixAll;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;

/** A consumer group with one consumer. */
final class RocketMqGroup implements MessageListenerConcurrently, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int THREADS = 20;
  private static final int BATCH = 32;

  /** One second. */
  private static final int FIRST_DELAY = 1;

  private final int group;
  private final String name;
  private final String topic;
  private final Ids ids;
  private final Workload workload;
  private final Ledger ledger;
  private final Map<Long, Long> failedAt = new ConcurrentHashMap<>();
  private final DefaultMQPushConsumer consumer;

  RocketMqGroup(String names, String topic, Ids ids, int group, Workload workload, Ledger ledger)
      throws MQClientException {
    this.group = group;
    this.name = topic + "-" + Signals.group(group);
    this.topic = topic;
    this.ids = ids;
    this.workload = workload;
    this.ledger = ledger;
    consumer = new DefaultMQPushConsumer(name);
    consumer.setNamesrvAddr(names);
    consumer.setInstanceName(name);
    consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
    consumer.setConsumeThreadMin(THREADS);
    consumer.setConsumeThreadMax(THREADS);
    // Of a batch all succeed, or none.
    consumer.setConsumeMessageBatchMaxSize(workload.failingPercent() > 0 ? 1 : BATCH);
    // It hears of its topic for failed messages when it asks for the second time.
    consumer.setPollNameServerInterval(1_000);
    consumer.subscribe(topic, "*");
    consumer.registerMessageListener(this);
    consumer.start();
  }

  @Override
  public ConsumeConcurrentlyStatus consumeMessage(
      List<MessageExt> messages, ConsumeConcurrentlyContext context) {
    boolean isGood = true;
    for (MessageExt message : messages) {
      isGood &= consume(message);
    }
    context.setDelayLevelWhenNextConsume(FIRST_DELAY);
    return isGood
        ? ConsumeConcurrentlyStatus.CONSUME_SUCCESS
        : ConsumeConcurrentlyStatus.RECONSUME_LATER;
  }

  private boolean consume(MessageExt message) {
    long n = ids.number(message.getKeys());
    int attempt = message.getReconsumeTimes() + 1;
    ledger.delivered(n, group, attempt);
    Long at = failedAt.remove(n);
    if (at != null) {
      long due = at + RocketMqRunner.REDELIVERED_AFTER.toMillis();
      ledger.timerFired(Math.max(0, System.currentTimeMillis() - due));
    }
    if (attempt == 1 && workload.failsFirst(n, group)) {
      failedAt.put(n, System.currentTimeMillis());
      return false;
    }
    ledger.reported(n, group);
    return true;
  }

  /** Until it reads its topic, and that for messages that it wants again. */
  void awaitQueues() {
    if (!await(PATIENCE, this::hasQueues)) {
      throw new LabException("the group " + name + " was given no queues");
    }
  }

  private boolean hasQueues() {
    Set<MessageQueue> queues =
        consumer.getDefaultMQPushConsumerImpl().getRebalanceImpl().getProcessQueueTable().keySet();
    return queues.stream().filter(queue -> queue.getTopic().equals(topic)).count()
            == workload.partitions()
        && queues.stream().anyMatch(queue -> queue.getTopic().equals(retries()));
  }

  private String retries() {
    return MixAll.getRetryTopic(name);
  }

  /** Returns when all that was there when this was called is told to the ledger. */
  boolean awaitRead(Duration patience) {
    Map<MessageQueue, Long> ends = new ConcurrentHashMap<>();
    try {
      for (MessageQueue queue :
          consumer
              .getDefaultMQPushConsumerImpl()
              .getRebalanceImpl()
              .getProcessQueueTable()
              .keySet()) {
        ends.put(queue, consumer.maxOffset(queue));
      }
    } catch (MQClientException e) {
      ledger.fail("the ends of the queues of " + name + " are not known: " + e);
      return false;
    }
    return await(
        patience, () -> ends.entrySet().stream().allMatch(e -> read(e.getKey()) >= e.getValue()));
  }

  private long read(MessageQueue queue) {
    return Math.max(
        0, consumer.getOffsetStore().readOffset(queue, ReadOffsetType.MEMORY_FIRST_THEN_STORE));
  }

  private static boolean await(Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(20_000_000);
    }
    return true;
  }

  @Override
  public void close() {
    consumer.shutdown();
  }
}
