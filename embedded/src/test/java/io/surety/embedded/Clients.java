package io.surety.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** Plain Kafka clients, as short as tests need them. */
final class Clients {
  /** 127.0.0.1, and the same as an IPv6 socket shows it. */
  private static final Set<String> LOOPBACK =
      Set.of("0100007F", "0000000000000000FFFF00000100007F");

  private Clients() {}

  static void createTopic(Map<String, Object> client, String topic) throws Exception {
    try (Admin admin = Admin.create(client)) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
  }

  static KafkaProducer<String, String> producer(
      Map<String, Object> client, Map<String, Object> more) {
    Map<String, Object> config = new HashMap<>(client);
    config.putAll(more);
    return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
  }

  static void send(Map<String, Object> client, String topic, String... values) throws Exception {
    try (KafkaProducer<String, String> producer = producer(client, Map.of())) {
      for (String value : values) {
        producer.send(new ProducerRecord<>(topic, value)).get();
      }
    }
  }

  /** The committed values of partition 0, from the first, once there are this many. */
  static List<String> read(Map<String, Object> client, String topic, int count) {
    Map<String, Object> config = new HashMap<>(client);
    config.put("isolation.level", "read_committed");
    List<String> values = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      var partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .pollInSameThread()
          .untilAsserted(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
                assertThat(values).hasSizeGreaterThanOrEqualTo(count);
              });
    }
    return values;
  }

  /** What this process listens on, as {@code address:port}; Linux only. */
  static List<String> listening() throws IOException {
    Set<String> own = new HashSet<>();
    try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"))) {
      for (Path handle : handles.toList()) {
        if (Files.isSymbolicLink(handle)) {
          own.add(Files.readSymbolicLink(handle).toString());
        }
      }
    }
    List<String> listening = new ArrayList<>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      Files.readAllLines(Path.of(table)).stream()
          .map(line -> line.strip().split("\\s+"))
          .filter(row -> row[3].equals("0A") && own.contains("socket:[" + row[9] + "]"))
          .forEach(row -> listening.add(address(row[1])));
    }
    return listening;
  }

  /** The kernel writes an address as 32-bit words in hexadecimal, least significant byte first. */
  private static String address(String hex) {
    String[] parts = hex.split(":");
    int port = Integer.parseInt(parts[1], 16);
    return (LOOPBACK.contains(parts[0]) ? "127.0.0.1" : parts[0]) + ":" + port;
  }
}
