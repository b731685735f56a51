package io.surety.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.surety.client.support.Broker;
import io.surety.client.support.Installation;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class ConnectTest {

  @Test
  void namesTheMissingTopicsAndTheRemedy() throws Exception {
    Installation installation = Installation.withoutTopics(Broker.shared());

    StartException refused =
        catchThrowableOfType(StartException.class, () -> Surety.connect(installation.config()));

    String prefix = installation.topics().prefix();
    assertThat(refused.problem())
        .isEqualTo(
            "missing at "
                + installation.broker().address()
                + ": topic "
                + prefix
                + "confirm, "
                + prefix
                + "consume, "
                + prefix
                + "prepare, "
                + prefix
                + "receive, "
                + prefix
                + "registry");
    assertThat(refused.nextStep())
        .contains("Start the coordinator once")
        .contains("surety.topic.prefix, now '" + prefix + "'");
    try (Admin admin = installation.admin()) {
      assertThat(admin.listTopics().names().get()).noneMatch(name -> name.startsWith(prefix));
    }
    assertNoThreadsOf(installation);
  }

  @Test
  void saysWhenTheClusterDoesNotAnswer() throws Exception {
    try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + nobody.getLocalPort();
      nobody.close();

      assertThatThrownBy(
              () ->
                  Surety.connect(
                      Map.of(
                          "bootstrap.servers", address,
                          "admin.request.timeout.ms", 500,
                          "admin.default.api.timeout.ms", 1_000)))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("cannot talk to the Kafka cluster at " + address)
          .hasMessageContaining("Check that brokers run there");
    }
  }

  @Test
  void keepsTwoInstallationsApart() {
    Installation one = Installation.on(Broker.shared());
    Installation other = Installation.on(Broker.shared());

    try (Surety surety = one.connect();
        var log = other.log(other.topics().prepare())) {
      surety.publisher("p").send(Message.to("a").build());

      assertThat(log.untilNow()).isEmpty();
    }
  }

  @Test
  void aMissingDestinationIsNamed() {
    Installation installation = Installation.on(Broker.shared());
    try (Surety surety = installation.connect()) {

      assertThatThrownBy(
              () ->
                  surety
                      .consumer("billing")
                      .destination("never-created")
                      .handler(delivery -> {})
                      .start())
          .isInstanceOf(StartException.class)
          .hasMessageContaining("topic never-created")
          .hasMessageContaining("Create the topic");

      try (var registry = installation.log(installation.topics().registry())) {
        assertThat(registry.untilNow()).as("nothing was subscribed").isEmpty();
      }
    }
  }

  @Test
  void closingLeavesNoThread() throws Exception {
    Installation installation = Installation.on(Broker.shared());
    String destination = installation.destination("threads", 1);
    String id = "leaves-no-thread";
    Surety surety = installation.connect("surety.instance.id", id);
    surety.publisher("p", PublisherOptions.create().checkBack(question -> Verdict.UNKNOWN));
    surety
        .consumer("g")
        .destination(destination)
        .consumeCheck(question -> ConsumeState.UNKNOWN)
        .handler(delivery -> {})
        .start();

    surety.close();

    assertNoThreadsOf(installation);
    assertThat(threadNames()).noneMatch(name -> name.contains(id));
  }

  private static void assertNoThreadsOf(Installation installation) {
    assertThat(threadNames())
        .noneMatch(name -> name.startsWith("surety-") && !name.equals("surety-callbacks-closing"));
  }

  private static java.util.Set<String> threadNames() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .collect(Collectors.toSet());
  }
}
