package io.surety.topology.log;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The consumer of a stream thread, which tells after every poll what it handed out and where it
 * stands. Kafka Streams shows neither to a processor.
 */
final class ObservedConsumer extends KafkaConsumer<byte[], byte[]> {
  private final ConsumerWatch watch;
  private final Runnable onPoll;
  private final Runnable onClose;

  ObservedConsumer(
      Map<String, Object> config, ConsumerWatch watch, Runnable onPoll, Runnable onClose) {
    super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.watch = watch;
    this.onPoll = onPoll;
    this.onClose = onClose;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    onPoll.run();
    watch.lease().polled(Moment.now());
    ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
    watch.lease().polled(Moment.now());
    watch.partitions().forEach((partition, horizon) -> note(partition, horizon, records));
    return records;
  }

  @Override
  public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
    super.subscribe(topics, new Listener(listener));
  }

  @Override
  public void subscribe(Pattern pattern, ConsumerRebalanceListener listener) {
    super.subscribe(pattern, new Listener(listener));
  }

  @Override
  public void close() {
    onClose.run();
    super.close();
  }

  @Override
  public void close(org.apache.kafka.clients.consumer.CloseOptions options) {
    onClose.run();
    super.close(options);
  }

  private void note(
      TopicPartition partition, PartitionHorizon horizon, ConsumerRecords<byte[], byte[]> records) {
    List<ConsumerRecord<byte[], byte[]>> handedOut = records.records(partition);
    if (!handedOut.isEmpty()) {
      horizon.handedOut(handedOut.get(handedOut.size() - 1).offset());
    }
    try {
      horizon.position(position(partition, Duration.ZERO));
    } catch (KafkaException | IllegalStateException e) {
      // Not known now, or no longer ours: the next poll says why, if it matters.
      return;
    }
  }

  private final class Listener implements ConsumerRebalanceListener {
    private final ConsumerRebalanceListener streams;

    Listener(ConsumerRebalanceListener streams) {
      this.streams = streams;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      watch.lease().assigned(Moment.now());
      watch.forgetAllBut(Set.copyOf(assignment()));
      streams.onPartitionsAssigned(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      streams.onPartitionsRevoked(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      streams.onPartitionsLost(partitions);
    }
  }
}
