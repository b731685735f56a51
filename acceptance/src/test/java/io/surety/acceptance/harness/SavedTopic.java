package io.surety.acceptance.harness;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;

/** A topic as it was at a moment: what a copy of a cluster has of it. */
public final class SavedTopic {
  private final World world;
  private final NewTopic topic;
  private final List<ConsumerRecord<byte[], byte[]>> records;

  private SavedTopic(World world, NewTopic topic, List<ConsumerRecord<byte[], byte[]>> records) {
    this.world = world;
    this.topic = topic;
    this.records = records;
  }

  /** Saves what is committed in a topic, and its configuration. */
  public static SavedTopic of(World world, String name) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
    Map<String, String> config =
        World.get(world.admin().describeConfigs(List.of(resource)).all())
            .get(resource)
            .entries()
            .stream()
            .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
            .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    NewTopic topic = new NewTopic(name, World.PARTITIONS, (short) 1).configs(config);
    return new SavedTopic(world, topic, world.committed(name));
  }

  /** Puts it in the place of what is there. */
  public void restore() {
    World.get(world.admin().deleteTopics(List.of(topic.name())).all());
    world.createAgain(topic);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      world
          .signals()
          .write(
              new ProducerRecord<>(
                  record.topic(),
                  record.partition(),
                  record.timestamp(),
                  record.key(),
                  record.value(),
                  record.headers()));
    }
    world.signals().flush();
  }
}
