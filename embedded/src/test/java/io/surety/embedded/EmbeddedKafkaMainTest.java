package io.surety.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaMainTest {
  @TempDir Path dir;

  @Test
  void aKilledBrokerStartsAgainWithItsData() throws Exception {
    String clusterId;
    try (BrokerProcess broker = BrokerProcess.start("--data-dir", dir.toString())) {
      broker.awaitReady();
      clusterId = broker.clusterId();
      Clients.createTopic(broker.clientConfig(), "kept");
      Clients.send(broker.clientConfig(), "kept", "a", "b");
      broker.process().destroyForcibly().waitFor();
    }

    try (EmbeddedKafka kafka = EmbeddedKafka.builder().dataDir(dir).start()) {
      assertThat(kafka.clusterId()).isEqualTo(clusterId);
      assertThat(Clients.read(kafka.clientConfig(), "kept", 2)).containsExactly("a", "b");
    }
  }

  @Test
  void aSecondProcessNamesTheDirectoryAndTheFirst() throws Exception {
    try (BrokerProcess broker = BrokerProcess.start("--data-dir", dir.toString())) {
      broker.awaitReady();

      assertThatThrownBy(() -> EmbeddedKafka.builder().dataDir(dir).start())
          .isInstanceOf(EmbeddedKafkaException.class)
          .hasMessageContaining(dir.toRealPath().toString())
          .hasMessageContaining("process " + broker.process().pid());
    }
  }

  @Test
  void endsCleanlyWhenStdinCloses() throws Exception {
    try (BrokerProcess broker = BrokerProcess.start("--data-dir", dir.toString())) {
      broker.awaitReady();

      broker.process().getOutputStream().close();

      assertThat(broker.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(broker.process().exitValue()).isZero();
      assertThat(dir.resolve(".kafka_cleanshutdown")).exists();
    }
  }

  @Test
  void endsCleanlyOnSigterm() throws Exception {
    try (BrokerProcess broker = BrokerProcess.start("--data-dir", dir.toString())) {
      broker.awaitReady();

      broker.process().destroy();

      assertThat(broker.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(dir.resolve(".kafka_cleanshutdown")).exists();
    }
  }

  @Test
  void refusesWrongArgumentsWithUsage() throws Exception {
    try (BrokerProcess broker = BrokerProcess.start("--port", "many")) {
      assertThat(broker.process().waitFor(60, TimeUnit.SECONDS)).isTrue();

      assertThat(broker.process().exitValue()).isEqualTo(2);
    }
    assertThatThrownBy(() -> MainOptions.parse("--port", "many"))
        .hasMessage("--port must be a number, was 'many'");
    assertThatThrownBy(() -> MainOptions.parse("--prot", "1"))
        .hasMessage("unknown argument '--prot'");
    assertThatThrownBy(() -> MainOptions.parse("--port")).hasMessage("option --port needs a value");
    assertThatThrownBy(() -> MainOptions.parse("x")).hasMessage("unknown argument 'x'");
    assertThatThrownBy(() -> MainOptions.parse("--config", "x"))
        .hasMessage("--config must be KEY=VALUE, was 'x'");
  }
}
