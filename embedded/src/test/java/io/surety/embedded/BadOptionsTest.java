package io.surety.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadOptionsTest {
  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(ints = {-1, 65536})
  void refusesAPortOutOfRange(int port) {
    assertThatThrownBy(() -> EmbeddedKafka.builder().port(port))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("port must be 1 to 65535, or 0 for any free one, was " + port);
  }

  @Test
  void refusesAStartTimeoutOfNothing() {
    assertThatThrownBy(() -> EmbeddedKafka.builder().startTimeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("startTimeout must be > 0, was PT0S");
  }

  @Test
  void refusesConfigThatItSetsItselfOrThatKafkaDoesNotKnow() {
    assertThatThrownBy(() -> EmbeddedKafka.builder().config("log.dirs", "/x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'log.dirs' is set by the embedded broker; use dataDir");
    assertThatThrownBy(() -> EmbeddedKafka.builder().config("mesage.max.bytes", "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'mesage.max.bytes' is not a broker config");
  }

  @Test
  void refusesUsersThatCannotBeWrittenDown() {
    assertThatThrownBy(() -> EmbeddedKafka.builder().user("a b", "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was 'a b'");
    assertThatThrownBy(() -> EmbeddedKafka.builder().user("a", "pass\"word"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("password of user 'a'")
        .hasMessageNotContaining("pass\"word");
  }

  @Test
  void refusesADirectoryWithACommaInItsName() {
    assertThatThrownBy(() -> EmbeddedKafka.builder().dataDir(Path.of("a,b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dataDir must not contain a comma, was 'a,b'");
  }

  @Test
  void namesABusyPort() throws Exception {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(
              () -> EmbeddedKafka.builder().dataDir(dir).port(busy.getLocalPort()).start())
          .isInstanceOf(EmbeddedKafkaException.class)
          .hasMessageContaining("Cannot listen on port " + busy.getLocalPort())
          .hasMessageContaining("choose another port");
    }

    EmbeddedKafka.builder().dataDir(dir).start().close();
  }

  @Test
  void namesADirectoryThatAnotherBrokerOfThisProcessUses() {
    try (EmbeddedKafka first = EmbeddedKafka.builder().dataDir(dir).start()) {
      assertThatThrownBy(() -> EmbeddedKafka.builder().dataDir(dir).start())
          .isInstanceOf(EmbeddedKafkaException.class)
          .hasMessageContaining(first.dataDir().toString())
          .hasMessageContaining("in use by another broker (this process)");
    }
  }

  @Test
  void namesADirectoryThatCannotBeMade() throws Exception {
    Path file = Files.writeString(dir.resolve("file"), "x");

    assertThatThrownBy(() -> EmbeddedKafka.builder().dataDir(file.resolve("data")).start())
        .isInstanceOf(EmbeddedKafkaException.class)
        .hasMessageContaining(file.resolve("data").toString())
        .hasMessageContaining("cannot be created");
  }

  @Test
  void namesADirectoryThatIsNotWritable() throws Exception {
    Path data = Files.createDirectory(dir.resolve("data"));
    assertThat(data.toFile().setWritable(false)).isTrue();
    Assumptions.assumeFalse(Files.isWritable(data), "root writes everywhere");

    assertThatThrownBy(() -> EmbeddedKafka.builder().dataDir(data).start())
        .isInstanceOf(EmbeddedKafkaException.class)
        .hasMessageContaining("Data directory " + data + " is not writable");
  }

  @Test
  void leavesADirectoryWithOtherThingsAlone() throws Exception {
    Files.createDirectory(dir.resolve("photos"));

    assertThatThrownBy(() -> EmbeddedKafka.builder().dataDir(dir).start())
        .isInstanceOf(EmbeddedKafkaException.class)
        .hasMessageContaining("holds no broker data, but 'photos'");

    assertThat(dir)
        .isDirectoryContaining("glob:**photos")
        .isDirectoryNotContaining("glob:**meta.properties");
  }
}
