package io.surety.connectors.support;

import io.surety.connectors.postgres.EmbeddedPostgres;
import io.surety.connectors.worker.SinkSettings;
import io.surety.connectors.worker.WorkerProcess;
import io.surety.embedded.EmbeddedKafka;
import io.surety.embedded.SharedBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** An archive topic, its dead-letter topic, and a worker in a process of its own. */
public final class Sink implements AutoCloseable {
  private static final int PARTITIONS = 4;

  private final EmbeddedKafka kafka = SharedBroker.get();
  private final String topic;
  private final EmbeddedPostgres postgres;
  private final Path directory;
  private final Map<String, String> settings;
  private final KafkaProducer<String, byte[]> producer;
  private WorkerProcess worker;

  /** Starts one for a topic of this name, which it creates. */
  public Sink(String topic, EmbeddedPostgres postgres, Path directory, Map<String, String> more)
      throws Exception {
    this.topic = topic;
    this.postgres = postgres;
    this.directory = directory;
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topic, PARTITIONS, (short) 1),
                  new NewTopic(deadLetterTopic(), 1, (short) 1)))
          .all()
          .get();
    }
    this.producer =
        new KafkaProducer<>(
            kafka.clientConfig(), new StringSerializer(), new ByteArraySerializer());
    this.settings =
        new HashMap<>(
            new SinkSettings(
                    topic,
                    deadLetterTopic(),
                    postgres.jdbcUrl(),
                    EmbeddedPostgres.USER,
                    postgres.password())
                .toMap());
    settings.put("name", topic);
    settings.putAll(more);
    this.worker = startWorker();
  }

  public String deadLetterTopic() {
    return topic + ".dead-letter";
  }

  /** Writes a value and waits until the broker has it. */
  public void write(String key, byte[] value) throws Exception {
    producer.send(new ProducerRecord<>(topic, key, value)).get();
  }

  /** Returns when the connector runs. */
  public void awaitRunning() throws Exception {
    worker.running().get(120, TimeUnit.SECONDS);
  }

  /** As {@code kill -9}. */
  public void kill() throws Exception {
    worker.handle().destroyForcibly();
    worker.handle().onExit().get();
  }

  /** Starts the worker again after {@link #kill}. */
  public void startAgain() {
    worker = startWorker();
  }

  public WorkerProcess worker() {
    return worker;
  }

  /** What the dead-letter topic has. */
  public List<String> deadLetters() {
    Map<String, Object> config = new HashMap<>(kafka.clientConfig());
    List<String> reasons = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(deadLetterTopic(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(java.time.Duration.ofSeconds(1)).forEach(record -> reasons.add(why(record)));
      }
    }
    return reasons;
  }

  private static String why(ConsumerRecord<String, byte[]> record) {
    return new String(
        record.headers().lastHeader("__connect.errors.exception.message").value(),
        StandardCharsets.UTF_8);
  }

  private WorkerProcess startWorker() {
    return WorkerProcess.start(
        Path.of(System.getProperty("surety.connectors.home")),
        directory,
        kafka.clientConfig(),
        settings);
  }

  @Override
  public void close() throws IOException {
    producer.close();
    worker.close();
  }
}
