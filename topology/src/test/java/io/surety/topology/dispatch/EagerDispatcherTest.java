package io.surety.topology.dispatch;

import static io.surety.topology.support.TestTopics.await;
import static io.surety.topology.support.TestTopics.fresh;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.embedded.SharedBroker;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EagerDispatcherTest {
  private final List<DispatchHarness> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(DispatchHarness::close);
  }

  @Test
  void writesTheApplicationsHeadersFirstThenItsOwn() {
    DispatchHarness harness = harness(Map.of());
    String topic = harness.topics.create(fresh("orders"));
    List<Header> own =
        List.of(
            header("traceparent", "00-1-2-01"),
            header("b", "2"),
            header("b", "1"),
            new RecordHeader("none", null));

    harness.dispatcher.dispatch(
        new DispatchRequest(
            "m1",
            topic,
            "käse",
            "p".getBytes(UTF_8),
            own,
            2,
            List.of("g1", "g2"),
            "a.b",
            "shop",
            1234),
        harness.failures::add);

    ConsumerRecord<byte[], byte[]> record = harness.topics.read(topic, 1).get(0);
    assertThat(new String(record.key(), UTF_8)).isEqualTo("käse");
    assertThat(new String(record.value(), UTF_8)).isEqualTo("p");
    assertThat(headers(record))
        .containsExactly(
            "traceparent=00-1-2-01",
            "b=2",
            "b=1",
            "none=null",
            "surety-id=m1",
            "surety-attempt=2",
            "surety-groups=g1,g2",
            "surety-tag=a.b",
            "surety-producer=shop",
            "surety-deadline=1234");
    assertThat(harness.failures).isEmpty();
  }

  @Test
  void aDirectMessageIsForEverybodyAndNeedsNoKey() {
    DispatchHarness harness = harness(Map.of());
    String topic = harness.topics.create(fresh("direct"));

    harness.dispatcher.dispatch(
        new DispatchRequest(
            "m1", topic, "", new byte[0], List.of(), 1, List.of(), "", "shop", Message.NEVER),
        harness.failures::add);

    ConsumerRecord<byte[], byte[]> record = harness.topics.read(topic, 1).get(0);
    assertThat(record.key()).isNull();
    assertThat(record.value()).isEmpty();
    assertThat(headers(record))
        .containsExactly("surety-id=m1", "surety-attempt=1", "surety-producer=shop");
  }

  @Test
  void keepsTheOrderOfAKeyFromTheFirstRecordOn() {
    DispatchHarness harness = harness(Map.of());
    String topic = harness.topics.create(fresh("ordered"), 3, Map.of());

    // Nobody has seen the topic: the first records wait for it, the later ones do not overtake.
    for (int i = 0; i < 3_000; i++) {
      harness.dispatch(topic, "key" + i % 7, Integer.toString(i));
    }

    List<ConsumerRecord<byte[], byte[]>> records = harness.topics.read(topic, 3_000);
    for (int k = 0; k < 7; k++) {
      String key = "key" + k;
      assertThat(
              records.stream()
                  .filter(record -> new String(record.key(), UTF_8).equals(key))
                  .map(record -> Integer.valueOf(new String(record.value(), UTF_8))))
          .isSorted();
    }
    assertThat(records).hasSize(3_000);
    assertThat(harness.failures).isEmpty();
  }

  @Test
  void refusesAMissingDestinationAndResumesWhenItIsThere() {
    DispatchHarness harness = harness(Map.of());
    String topic = fresh("missing");

    harness.dispatch(topic, "k", "x");
    await().until(() -> !harness.failures.isEmpty());

    assertThat(harness.failures.get(0))
        .isEqualTo(
            new Signal.DispatchFailed(
                1,
                List.of("g1"),
                Reason.DESTINATION_MISSING,
                "topic '" + topic + "' does not exist; create it, and delivery goes on by itself"));
    harness.topics.create(topic);
    harness.dispatchUntilTaken(topic);
    assertThat(harness.topics.read(topic, 1)).hasSize(1);
  }

  @Test
  void aNameThatNoTopicCanHaveIsMissing() {
    DispatchHarness harness = harness(Map.of());

    harness.dispatch("no/topic", "k", "x");
    await().until(() -> !harness.failures.isEmpty());

    assertThat(reasons(harness)).containsExactly(Reason.DESTINATION_MISSING);
  }

  @Test
  void refusesWhatIsLargerThanTheTopicOrTheProducerTakes() {
    DispatchHarness harness = harness(Map.of("surety.message.max.bytes", "100000"));
    String small = harness.topics.create(fresh("small"), 1, Map.of("max.message.bytes", "10000"));
    String large =
        harness.topics.create(fresh("large"), 1, Map.of("max.message.bytes", "10000000"));

    harness.dispatch(small, "k", noise(9_000));
    harness.dispatch(small, "k", noise(10_000));
    harness.dispatch(large, "k", noise(200_000));
    harness.dispatch(large, "k", noise(300_000));

    assertThat(harness.topics.read(small, 1)).hasSize(1);
    assertThat(harness.topics.read(large, 1)).hasSize(1);
    await().until(() -> harness.failures.size() == 2);
    assertThat(reasons(harness)).containsOnly(Reason.TOO_LARGE);
    assertThat(harness.failures)
        .anyMatch(failed -> failed.detail().contains(small) && failed.detail().contains("10000;"))
        .anyMatch(failed -> failed.detail().contains(large) && failed.detail().contains("265536;"));
  }

  @Test
  void takesExactlyWhatTheBrokerTakes() {
    DispatchHarness harness = harness(Map.of("kafka.producer.compression.type", "none"));
    String topic = harness.topics.create(fresh("exact"), 1, Map.of("max.message.bytes", "2000"));
    int overhead =
        DestinationRecord.sizeBound(
                DestinationRecord.of(DispatchHarness.request(topic, "k", noise(1_000))))
            - 1_000;

    harness.dispatch(topic, "k", noise(2_000 - overhead));
    harness.dispatch(topic, "k", noise(2_000 - overhead + 1));

    assertThat(harness.topics.read(topic, 1)).hasSize(1);
    await().until(() -> harness.failures.size() == 1);
    assertThat(reasons(harness)).containsExactly(Reason.TOO_LARGE);
  }

  @Test
  void aTopicThatVanishesHoldsUpNobodyElse() {
    DispatchHarness harness =
        harness(
            Map.of(
                "surety.dispatch.delivery.timeout.ms", "300000",
                "surety.dispatch.directory.refresh.ms", "300000"));
    String gone = harness.topics.create(fresh("gone"), 3, Map.of());
    String other = harness.topics.create(fresh("other"), 3, Map.of());
    Stream.of(gone, other).forEach(topic -> harness.dispatch(topic, "k", "before"));
    await().until(() -> harness.records(gone) + harness.records(other) == 0);

    harness.topics.delete(gone);
    for (int i = 0; i < 500; i++) {
      harness.dispatch(gone, "key" + i, "x");
      harness.dispatch(other, "key" + i, "x");
    }

    assertThat(harness.topics.read(other, 501)).hasSize(501);
    // What went to the producer before it noticed is held there; what came later was refused. A
    // look
    // at the topics that was under way may have noticed before the first of them.
    await().until(() -> harness.records(gone) + harness.failures.size() == 500);
    assertThat(reasons(harness)).allMatch(reason -> reason == Reason.DESTINATION_MISSING);
  }

  @Test
  void whatWasOnItsWayToAVanishedTopicEndsAsMissingAndItResumes() {
    DispatchHarness harness = harness(Map.of("surety.dispatch.delivery.timeout.ms", "2000"));
    String topic = harness.topics.create(fresh("vanishing"));
    harness.dispatch(topic, "k", "before");
    await().until(() -> harness.records(topic) == 0);

    harness.topics.delete(topic);
    for (int i = 0; i < 20; i++) {
      harness.dispatch(topic, "k", "lost");
    }
    await().until(() -> harness.failures.size() == 20);

    assertThat(harness.records(topic)).isZero();
    assertThat(reasons(harness)).containsOnly(Reason.DESTINATION_MISSING);
    harness.topics.create(topic);
    harness.dispatchUntilTaken(topic);
    assertThat(harness.topics.read(topic, 1)).isNotEmpty();
  }

  @Test
  void holdsBackWhatASlowDestinationCannotTakeAndLetsOthersPass() {
    DispatchHarness harness =
        harness(
            Map.of(
                "surety.dispatch.delivery.timeout.ms", "300000",
                "surety.dispatch.directory.refresh.ms", "300000",
                "surety.dispatch.in.flight.max.bytes", "4194304",
                "surety.message.max.bytes", "100000"));
    String gone = harness.topics.create(fresh("full"));
    String other = harness.topics.create(fresh("passing"));
    Stream.of(gone, other).forEach(topic -> harness.dispatch(topic, "k", "before"));
    await().until(() -> harness.records(gone) + harness.records(other) == 0);

    harness.topics.delete(gone);
    for (int i = 0; i < 60; i++) {
      harness.dispatch(gone, "k", noise(90_000));
    }
    IntStream.range(0, 60).forEach(i -> harness.dispatch(other, "k", noise(1_000)));

    assertThat(harness.topics.read(other, 61)).hasSize(61);
    assertThat(harness.dispatcher.loads().get(gone).bytes()).isLessThanOrEqualTo(4_194_304 / 2);
    assertThat(harness.failures).isNotEmpty();
  }

  private DispatchHarness harness(Map<String, String> more) {
    DispatchHarness harness = DispatchHarness.on(SharedBroker.get().clientConfig(), more);
    opened.add(harness);
    return harness;
  }

  private static List<Reason> reasons(DispatchHarness harness) {
    return harness.failures.stream().map(Signal.DispatchFailed::reason).toList();
  }

  /** Bytes that do not become fewer when compressed. */
  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static Header header(String key, String value) {
    return new RecordHeader(key, value.getBytes(UTF_8));
  }

  private static List<String> headers(ConsumerRecord<byte[], byte[]> record) {
    return Stream.of(record.headers().toArray())
        .map(
            header ->
                header.key()
                    + "="
                    + (header.value() == null ? null : new String(header.value(), UTF_8)))
        .toList();
  }
}
