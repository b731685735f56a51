package io.surety.topology.log;

import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The transactional producer of a stream thread, which tells of every committed transaction that
 * carried offsets: the brokers took those from a member of the group only.
 */
final class ObservedProducer extends KafkaProducer<byte[], byte[]> {
  private final BiConsumer<Moment, Moment> onCommit;
  private @Nullable Moment begun;

  /**
   * A producer.
   *
   * @param onCommit told when a commit with offsets began, and when it had succeeded
   */
  ObservedProducer(Map<String, Object> config, BiConsumer<Moment, Moment> onCommit) {
    super(config, new ByteArraySerializer(), new ByteArraySerializer());
    this.onCommit = onCommit;
  }

  @Override
  public void sendOffsetsToTransaction(
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
    Moment now = Moment.now();
    super.sendOffsetsToTransaction(offsets, group);
    if (!offsets.isEmpty()) {
      begun = now;
    }
  }

  @Override
  public void commitTransaction() {
    super.commitTransaction();
    if (begun != null) {
      onCommit.accept(begun, Moment.now());
      begun = null;
    }
  }

  @Override
  public void abortTransaction() {
    begun = null;
    super.abortTransaction();
  }
}
