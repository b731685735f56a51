package io.surety.topology.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/** Topics of a real broker, for tests. */
public final class TestTopics {
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private final Map<String, Object> client;

  public TestTopics(Map<String, Object> client) {
    this.client = client;
  }

  /** A name that no other test of this JVM uses. */
  public static String fresh(String word) {
    return word + "-" + COUNTER.incrementAndGet();
  }

  public String create(String topic, int partitions, Map<String, String> configs) {
    try (Admin admin = Admin.create(client)) {
      admin
          .createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(configs)))
          .all()
          .get();
      awaitLeaders(admin, topic, partitions);
      return topic;
    } catch (Exception e) {
      throw new IllegalStateException("cannot create " + topic, e);
    }
  }

  public String create(String topic) {
    return create(topic, 1, Map.of());
  }

  /** Deletes a topic and returns when no broker knows it any more. */
  public void delete(String topic) {
    try (Admin admin = Admin.create(client)) {
      admin.deleteTopics(List.of(topic)).all().get();
      await().until(() -> !admin.listTopics().names().get().contains(topic));
    } catch (Exception e) {
      throw new IllegalStateException("cannot delete " + topic, e);
    }
  }

  /** All records of a topic, once there are this many, by partition and offset. */
  public List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
    Map<String, Object> config = new HashMap<>(client);
    config.put("isolation.level", "read_committed");
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      await()
          .pollInSameThread()
          .untilAsserted(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                assertThat(records).hasSizeGreaterThanOrEqualTo(count);
              });
    }
    return records;
  }

  public static org.awaitility.core.ConditionFactory await() {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20));
  }

  private static void awaitLeaders(Admin admin, String topic, int partitions) {
    await()
        .ignoreExceptions()
        .until(
            () ->
                admin
                        .describeTopics(List.of(topic))
                        .allTopicNames()
                        .get()
                        .get(topic)
                        .partitions()
                        .size()
                    == partitions);
  }
}
