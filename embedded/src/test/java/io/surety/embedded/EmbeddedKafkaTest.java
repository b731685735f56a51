package io.surety.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
  @TempDir Path dir;

  @Test
  void carriesRecordsOnAFreePort() throws Exception {
    EmbeddedKafka kafka = SharedBroker.get();
    Clients.createTopic(kafka.clientConfig(), "carries");

    Clients.send(kafka.clientConfig(), "carries", "a", "b");

    assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + kafka.port());
    assertThat(Clients.read(kafka.clientConfig(), "carries", 2)).containsExactly("a", "b");
  }

  @Test
  void hidesAnAbortedTransactionFromReadCommitted() throws Exception {
    EmbeddedKafka kafka = SharedBroker.get();
    Clients.createTopic(kafka.clientConfig(), "transactions");

    try (var producer = Clients.producer(kafka.clientConfig(), Map.of("transactional.id", "tx"))) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("transactions", "aborted"));
      producer.flush();
      producer.abortTransaction();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("transactions", "committed"));
      producer.commitTransaction();
    }

    assertThat(Clients.read(kafka.clientConfig(), "transactions", 1)).containsExactly("committed");
  }

  @Test
  void servesAConsumerGroup() throws Exception {
    EmbeddedKafka kafka = SharedBroker.get();
    Clients.createTopic(kafka.clientConfig(), "grouped");
    Clients.send(kafka.clientConfig(), "grouped", "a");
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "group.id",
            "g",
            "auto.offset.reset",
            "earliest");

    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("grouped"));

      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .pollInSameThread()
          .until(() -> !consumer.poll(Duration.ofMillis(200)).isEmpty());
      consumer.commitSync();
    }
  }

  @Test
  void keepsRecordsOffsetsAndClusterIdOverARestart() throws Exception {
    Path data = dir.resolve("new/data");
    String clusterId;
    try (EmbeddedKafka kafka = EmbeddedKafka.builder().dataDir(data).start()) {
      clusterId = kafka.clusterId();
      Clients.createTopic(kafka.clientConfig(), "kept");
      Clients.send(kafka.clientConfig(), "kept", "a", "b");
    }

    try (EmbeddedKafka kafka = EmbeddedKafka.builder().dataDir(data).start();
        Admin admin = Admin.create(kafka.clientConfig())) {
      Clients.send(kafka.clientConfig(), "kept", "c");

      assertThat(kafka.clusterId()).isEqualTo(clusterId);
      assertThat(admin.describeCluster().clusterId().get()).isEqualTo(clusterId);
      assertThat(Clients.read(kafka.clientConfig(), "kept", 3)).containsExactly("a", "b", "c");
    }
  }

  @Test
  void deletesATemporaryDirectoryOnCloseAndClosesTwice() {
    EmbeddedKafka kafka = EmbeddedKafka.builder().tempDir().start();
    assertThat(kafka.dataDir()).isDirectory();

    kafka.close();
    kafka.close();

    assertThat(kafka.dataDir()).doesNotExist();
  }

  @Test
  void leavesNoThreadThatKeepsTheJvmAlive() throws Exception {
    List<Thread> before = keepAlive();

    EmbeddedKafka.builder().tempDir().start().close();

    for (Thread thread : keepAlive()) {
      if (!before.contains(thread)) {
        thread.join(30_000);
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }

  @Test
  void appliesBrokerConfig() {
    assertThatThrownBy(
            () -> EmbeddedKafka.builder().tempDir().config("num.io.threads", "none").start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("num.io.threads")
        .hasMessageContaining("none");
  }

  @Test
  void bindsToLoopbackOnly() throws Exception {
    Path tcp = Path.of("/proc/net/tcp");
    Assumptions.assumeTrue(Files.isReadable(tcp), "needs Linux");
    List<String> before = Clients.listening();

    try (EmbeddedKafka kafka = EmbeddedKafka.builder().tempDir().user("u", "secret").start()) {
      List<String> opened = Clients.listening();
      opened.removeAll(before);

      assertThat(opened)
          .hasSizeGreaterThanOrEqualTo(3)
          .allMatch(address -> address.startsWith("127.0.0.1:"));
      assertThat(opened).contains("127.0.0.1:" + kafka.port());
    }
  }

  private static List<Thread> keepAlive() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.isDaemon())
        .toList();
  }
}
