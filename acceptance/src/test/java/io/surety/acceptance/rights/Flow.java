package io.surety.acceptance.rights;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.acceptance.harness.World;
import io.surety.client.CheckBackPolicy;
import io.surety.client.ConsumeState;
import io.surety.client.Message;
import io.surety.client.Publisher;
import io.surety.client.PublisherOptions;
import io.surety.client.RedeliveryPolicy;
import io.surety.client.RejectException;
import io.surety.client.Surety;
import io.surety.client.Verdict;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/** Everything that the parts do with the cluster, one step after the other, each with its name. */
final class Flow {
  private final SecuredInstallation at;
  private final Set<String> failedOnce = ConcurrentHashMap.newKeySet();
  private final Set<String> mended = ConcurrentHashMap.newKeySet();

  Flow(SecuredInstallation at) {
    this.at = at;
  }

  void run() throws Exception {
    World.get(
        at.admin
            .createTopics(List.of(new NewTopic(SecuredInstallation.ORDERS, 2, (short) 1)))
            .all());
    AskedRights.step("the server starts for the first time");
    at.startServer();
    AskedRights.step("Connect starts");
    try (ConnectCluster workers = at.startConnect()) {
      at.runSink(workers);
      AskedRights.step("REST registers");
      at.call("PUT", "destinations/" + SecuredInstallation.ORDERS, "{}", 200);
      applications();
      rest();
      AskedRights.step("what is no signal is set aside");
      byte[] garbage = "no signal".getBytes(UTF_8);
      write(at.topics.prepare(), garbage);
      awaitRecord(at.topics.malformed());
      archive(garbage);
    }
    AskedRights.step("the server starts again, its state lost");
    at.stopServer();
    Utils.delete(at.stateDirectory().toFile());
    at.startServer();
    at.awaitStatus("kept", "PREPARED");
  }

  private void applications() throws Exception {
    AskedRights.step("a consumer starts");
    try (Surety billing = at.connect(SecuredInstallation.BILLING)) {
      consume(billing);
      AskedRights.step("an application that is asked starts");
      try (Surety shop = at.connect(SecuredInstallation.SHOP)) {
        Publisher orders =
            shop.publisher(
                SecuredInstallation.SHOP,
                PublisherOptions.create()
                    .checkBack(question -> Verdict.CONFIRM)
                    .policy(CheckBackPolicy.defaults().withCheckBackAfter(Duration.ofMillis(200))));
        AskedRights.step("a message is prepared, confirmed, delivered and consumed");
        orders.prepare(message("plain"));
        orders.confirm("plain");
        at.awaitStatus("plain", "COMPLETED");
        AskedRights.step("a producer is asked");
        orders.prepare(message("asked"));
        at.awaitStatus("asked", "COMPLETED");
        AskedRights.step("a message is delivered again");
        orders.send(message("fails-once"));
        at.awaitStatus("fails-once", "COMPLETED");
        AskedRights.step("a message is given up");
        orders.send(message("rejected"));
        at.awaitStatus("rejected", "DEAD_LETTERED");
      }
      AskedRights.step("an application only sends");
      try (Surety till = at.connect(SecuredInstallation.TILL)) {
        Publisher sender = till.publisher(SecuredInstallation.TILL);
        sender.send(message("sent"));
        sender.prepare(message("prepared"));
        sender.confirm("prepared");
        at.awaitStatus("sent", "COMPLETED");
        at.awaitStatus("prepared", "COMPLETED");
      }
      AskedRights.step("a dead letter is sent again, one and as a job");
      mended.add("rejected");
      at.call("POST", "redrives", "{'filter': {'group': 'billing'}, 'reason': 'mended'}", 201);
      at.awaitStatus("rejected", "COMPLETED");
    }
    AskedRights.step("a consumer is asked");
    try (Surety till = at.connect(SecuredInstallation.TILL)) {
      till.publisher(SecuredInstallation.TILL).send(message("checked"));
    }
    awaitRecord(at.topics.consumeCheck());
    try (Surety billing = at.connect(SecuredInstallation.BILLING)) {
      consume(billing);
      at.awaitStatus("checked", "COMPLETED");
    }
  }

  private void consume(Surety billing) {
    at.billing(billing)
        .ackTimeout(Duration.ofMillis(500))
        .redelivery(RedeliveryPolicy.exponential(Duration.ofMillis(50), Duration.ofMillis(50)))
        .consumeCheck(question -> ConsumeState.CONSUMED)
        .handler(
            delivery -> {
              if (delivery.id().equals("rejected") && !mended.contains("rejected")) {
                throw new RejectException("not yet");
              }
              if (delivery.id().equals("fails-once") && failedOnce.add("fails-once")) {
                throw new IllegalStateException("once");
              }
            })
        .start();
  }

  private void rest() throws Exception {
    AskedRights.step("REST prepares, decides and reports");
    at.call("PUT", "producers/web", "{'checkBackAfterMs': 3600000}", 200);
    at.call(
        "PUT",
        "subscriptions/" + SecuredInstallation.ORDERS + "/web",
        "{'tagFilter': 'web', 'ackTimeoutMs': 600000}",
        200);
    prepare("web-1");
    at.call("POST", "messages/web-1/confirm", "", 200);
    at.awaitStatus("web-1", "DELIVERING");
    for (String status : List.of("received", "consumed")) {
      at.call(
          "PUT",
          "messages/web-1/deliveries/web",
          "{'status': '" + status + "', 'attempt': 1}",
          200);
    }
    prepare("kept");
    AskedRights.step("a contradiction is told");
    at.call("POST", "messages/web-1/rollback", "", 409);
    awaitRecord(at.topics.events());
    AskedRights.step("REST shows who did what");
    JsonNode audit = at.call("GET", "audit?limit=5", "", 200);
    assertThat(audit.path("items").isEmpty()).isFalse();
  }

  private void prepare(String id) throws Exception {
    at.call(
        "POST",
        "messages",
        "{'mode': 'prepare', 'id': '"
            + id
            + "', 'producer': 'web', 'tag': 'web', 'destination': '"
            + SecuredInstallation.ORDERS
            + "', 'payload': 'x'}",
        201);
  }

  private void archive(byte[] poison) throws Exception {
    AskedRights.step("what has finished is archived");
    World.eventually(() -> assertThat(rows("plain")).isEqualTo(1));
    AskedRights.step("what can never be a row is set aside");
    write(at.topics.archive(), poison);
    awaitRecord(at.topics.archiveDeadLetter());
    AskedRights.step("REST shows the archive and how far it lags");
    World.eventually(
        () ->
            assertThat(at.call("GET", "archive/messages?limit=1", "", 200).has("archiveLagMs"))
                .isTrue());
  }

  private long rows(String id) throws Exception {
    try (var connection = at.postgres.connect();
        var query =
            connection.prepareStatement(
                "SELECT count(*) FROM message_archive WHERE message_id = ?")) {
      query.setString(1, id);
      try (ResultSet found = query.executeQuery()) {
        found.next();
        return found.getLong(1);
      }
    }
  }

  private void write(String topic, byte[] value) {
    try (var producer =
        new KafkaProducer<>(
            at.kafka.clientConfig(), new ByteArraySerializer(), new ByteArraySerializer())) {
      World.get(producer.send(new ProducerRecord<>(topic, value)));
    }
  }

  /** Somebody has written there. */
  private void awaitRecord(String topic) {
    World.eventually(
        () ->
            assertThat(
                    io.surety.acceptance.harness.TopicLog.read(
                        at.kafka.clientConfig(),
                        org.apache.kafka.common.IsolationLevel.READ_COMMITTED,
                        List.of(topic)))
                .isNotEmpty());
  }

  private static Message message(String id) {
    return Message.to(SecuredInstallation.ORDERS).id(id).key(id).payload(id).build();
  }
}
