package io.surety.bench.rocketmq.load;

import io.surety.bench.kafka.Ids;
import io.surety.bench.lab.Usage;
import io.surety.bench.load.Fate;
import io.surety.bench.load.Ledger;
import io.surety.bench.load.Payload;
import io.surety.bench.load.Workload;
import io.surety.bench.rocketmq.RocketMqRunner;
import io.surety.bench.runner.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.LockSupport;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.LocalTransactionState;
import org.apache.rocketmq.client.producer.TransactionListener;
import org.apache.rocketmq.client.producer.TransactionMQProducer;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.jspecify.annotations.Nullable;

/** Producer and groups on a broker of RocketMQ. */
public final class RocketMqLoad implements Session {
  /** Its client waits for each message. More of them are not faster. */
  private static final int SENDERS = 64;

  private static final int CHECKERS = 4;

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** A topic of this name is there always; others are made after it. */
  private static final String TEMPLATE = "TBW102";

  private static final int SEND_TIMEOUT_MS = 30_000;

  private final Workload workload;
  private final Ledger ledger;
  private final Ids ids;
  private final String topic;
  private final byte[] payload;
  private final TransactionMQProducer producer;
  private final ExecutorService checkers = Executors.newFixedThreadPool(CHECKERS);
  private final SynchronousQueue<Long> next = new SynchronousQueue<>();
  private final List<Thread> senders = new ArrayList<>();
  private final List<RocketMqGroup> groups = new ArrayList<>();

  /**
   * Returns when groups wait for messages.
   *
   * @param names where the name server is
   */
  public RocketMqLoad(String names, String name, Workload workload, Ledger ledger)
      throws MQClientException {
    this.workload = workload;
    this.ledger = ledger;
    this.ids = new Ids(name);
    this.topic = name + "-destination";
    this.payload = Payload.ofBytes(workload.payloadBytes());
    producer = new TransactionMQProducer(name + "-producer");
    producer.setNamesrvAddr(names);
    producer.setSendMsgTimeout(SEND_TIMEOUT_MS);
    producer.setMaxMessageSize(16 * 1024 * 1024);
    producer.setExecutorService(checkers);
    producer.setTransactionListener(new Decisions());
    producer.start();
    createTopic();
    for (int group = 0; group < workload.groups(); group++) {
      groups.add(new RocketMqGroup(names, topic, ids, group, workload, ledger));
    }
    groups.forEach(RocketMqGroup::awaitQueues);
    for (int i = 1; i <= SENDERS; i++) {
      Thread sender = new Thread(this::send, "send-" + i);
      sender.setDaemon(true);
      senders.add(sender);
      sender.start();
    }
  }

  /** A broker says that it has started a moment before the name server knows of it. */
  private void createTopic() throws MQClientException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        producer.createTopic(TEMPLATE, topic, workload.partitions(), Map.of());
        return;
      } catch (MQClientException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        LockSupport.parkNanos(100_000_000);
      }
    }
  }

  /** Waits for a thread that has nothing to do. */
  @Override
  public void begin(long n) {
    try {
      next.put(n);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send() {
    try {
      while (true) {
        long n = next.take();
        Message message = new Message(topic, payload);
        message.setKeys(ids.of(n));
        producer.sendMessageInTransaction(message, n);
        if (workload.fate(n) != Fate.LOST_CONFIRM) {
          // Sent, that is: nobody acknowledges it.
          ledger.decided(n);
        }
      }
    } catch (InterruptedException e) {
      // Closed.
    } catch (MQClientException | RuntimeException e) {
      ledger.fail("a message was not sent: " + e);
    }
  }

  private final class Decisions implements TransactionListener {
    @Override
    public LocalTransactionState executeLocalTransaction(
        Message message, @Nullable Object argument) {
      long n = ids.number(message.getKeys());
      ledger.prepared(n);
      if (workload.fate(n) == Fate.LOST_CONFIRM) {
        return LocalTransactionState.UNKNOW;
      }
      ledger.deciding(n);
      return verdict(n);
    }

    @Override
    public LocalTransactionState checkLocalTransaction(MessageExt message) {
      long n = ids.number(message.getKeys());
      if (workload.fate(n) == Fate.LOST_CONFIRM) {
        long due = message.getBornTimestamp() + RocketMqRunner.CHECKED_AFTER.toMillis();
        ledger.timerFired(Math.max(0, System.currentTimeMillis() - due));
      }
      return verdict(n);
    }

    private LocalTransactionState verdict(long n) {
      return workload.fate(n) == Fate.ROLL_BACK
          ? LocalTransactionState.ROLLBACK_MESSAGE
          : LocalTransactionState.COMMIT_MESSAGE;
    }
  }

  /** Its servers are not in here. */
  @Override
  public List<Usage> usages() {
    return List.of();
  }

  @Override
  public boolean awaitRead(Duration patience) {
    return groups.stream().allMatch(group -> group.awaitRead(patience));
  }

  @Override
  public void close() {
    senders.forEach(Thread::interrupt);
    groups.forEach(RocketMqGroup::close);
    producer.shutdown();
    checkers.shutdownNow();
  }
}
