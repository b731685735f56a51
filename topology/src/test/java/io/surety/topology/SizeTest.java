package io.surety.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.lifecycle.Subscription;
import io.surety.schemas.avro.Archive;
import io.surety.schemas.avro.DeadLetter;
import io.surety.schemas.avro.ErrorInfo;
import io.surety.schemas.avro.Header;
import io.surety.schemas.avro.Mode;
import io.surety.schemas.avro.Outcome;
import io.surety.topology.effects.Outputs;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One record that its topic does not take would stop a stream thread for ever. */
class SizeTest {
  private static final int LIMIT = 20_000;
  private static final CoreSettings SETTINGS = settings();

  private final TestPolicies policies = new TestPolicies().subscribe("orders", "billing");
  private final CoordinatorHarness coordinator = new CoordinatorHarness(SETTINGS, policies);

  @AfterEach
  void everythingWrittenFits() {
    Stream<String> changelogs =
        Stream.of(StoreNames.MESSAGES, StoreNames.PAYLOADS, StoreNames.SETTLED)
            .map(store -> CoordinatorHarness.APPLICATION + "-" + store + "-changelog");
    Stream.concat(CoordinatorHarness.TOPICS.all().stream(), changelogs)
        .flatMap(topic -> coordinator.written(topic).stream())
        .forEach(
            record ->
                assertThat(batchBytes(record))
                    .as("record of %s", record.topic())
                    .isLessThan(SETTINGS.recordMaxBytes()));
    coordinator.close();
  }

  @Test
  void theLargestMessageIsDeliveredAndArchivedWhole() {
    byte[] payload = new byte[LIMIT - 200];
    coordinator.prepare(
        Signals.prepare("m1").setMode(Mode.SEND).setPayload(ByteBuffer.wrap(payload)));

    coordinator.consumed("m1", "billing", 1);

    assertThat(coordinator.dispatches().get(0).payload()).hasSize(payload.length);
    assertThat(coordinator.archived().get(0).getPayload().remaining()).isEqualTo(payload.length);
  }

  @Test
  void aLargerMessageIsMalformed() {
    coordinator.prepare(
        Signals.prepare("m1").setMode(Mode.SEND).setPayload(ByteBuffer.allocate(LIMIT)));

    assertThat(coordinator.counts().malformed()).containsEntry(MalformedReason.TOO_LARGE, 1L);
    assertThat(coordinator.malformed().get(0).value()).hasSizeGreaterThan(LIMIT);
    assertThat(coordinator.messages().get("m1")).isNull();
  }

  @Test
  void aMalformedValueThatFitsNowhereIsCutOut() {
    coordinator.raw(
        CoordinatorHarness.TOPICS.prepare(), "m1".getBytes(UTF_8), new byte[3 * LIMIT + 70_000]);

    ProducerRecord<byte[], byte[]> record = coordinator.malformed().get(0);
    assertThat(record.value()).isNull();
    assertThat(record.key()).isEqualTo("m1".getBytes(UTF_8));
    assertThat(record.headers().lastHeader(Outputs.OMITTED)).isNotNull();
  }

  @Test
  void malformedHeadersAndKeysThatFitNowhereAreCutOutToo() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("large", new byte[3 * LIMIT + 70_000]);

    coordinator.raw(
        CoordinatorHarness.TOPICS.confirm(),
        new TestRecord<>(
            new byte[3 * LIMIT + 70_000], new byte[] {1}, headers, CoordinatorHarness.START));

    ProducerRecord<byte[], byte[]> record = coordinator.malformed().get(0);
    assertThat(record.key()).isNull();
    assertThat(record.value()).isNull();
    assertThat(record.headers().lastHeader("large")).isNull();
  }

  @Test
  void aDeadLetterWithALongErrorFits() {
    ErrorInfo error =
        new ErrorInfo("T".repeat(1_000), "é".repeat(4_000), "é".repeat(5_000), "f".repeat(500));
    coordinator.prepare(
        Signals.prepare("m1")
            .setMode(Mode.SEND)
            .setHeaders(List.of(new Header("h", ByteBuffer.allocate(5_000))))
            .setPayload(ByteBuffer.allocate(LIMIT - 6_000)));

    coordinator.consume(Signals.consume("m1", "billing", Outcome.REJECTED, 1).setError(error));

    DeadLetter dead = coordinator.deadLetters().get(0);
    assertThat(dead.getPayload().remaining()).isEqualTo(LIMIT - 6_000);
    assertThat(dead.getError().getMessage()).hasSize(4_000);
  }

  @Test
  void anArchiveRecordOfManyGroupsLeavesOutThePayload() {
    String name = "g".repeat(200);
    for (int i = 0; i < 380; i++) {
      policies.subscribe(Subscription.of(name + i, "orders"));
    }
    coordinator.prepare(
        Signals.prepare("m1").setMode(Mode.SEND).setPayload(ByteBuffer.allocate(LIMIT - 500)));
    for (int i = 0; i < 380; i++) {
      coordinator.consumed("m1", name + i, 1);
    }
    coordinator.consumed("m1", "billing", 1);

    Archive archive = coordinator.archived().get(0);
    assertThat(archive.getPayload()).isNull();
    assertThat(archive.getDeliveries()).hasSize(381);
    assertThat(
            coordinator
                .written(CoordinatorHarness.TOPICS.archive())
                .get(0)
                .headers()
                .lastHeader(Outputs.OMITTED)
                .value())
        .isEqualTo("TOO_LARGE".getBytes(UTF_8));
  }

  @Test
  void aRowOfTooManyGroupsIsADefectOfOneMessage() {
    String name = "g".repeat(240);
    for (int i = 0; i < 1_000; i++) {
      policies.subscribe(Subscription.of(name + i, "orders"));
    }

    coordinator.send("m1").prepare("m2");

    assertThat(coordinator.deadLetters())
        .extracting(DeadLetter::getReason)
        .containsExactly("DEFECT");
    assertThat(coordinator.messages().get("m1")).isNull();
    assertThat(coordinator.messages().get("m2")).isNotNull();
  }

  private static int batchBytes(ProducerRecord<byte[], byte[]> record) {
    return DefaultRecordBatch.sizeInBytes(
        List.of(
            new SimpleRecord(
                Optional.ofNullable(record.timestamp()).orElse(0L),
                record.key(),
                record.value(),
                record.headers().toArray())));
  }

  private static CoreSettings settings() {
    CoreSettings defaults = CoreSettings.DEFAULT;
    return new CoreSettings(
        defaults.limits(),
        defaults.tickIntervalMs(),
        defaults.timersPerTickMax(),
        defaults.tickBudgetMs(),
        LIMIT,
        defaults.settledRetentionMs(),
        defaults.events(),
        defaults.registryStalenessMaxMs(),
        defaults.sessionTimeoutMs());
  }
}
