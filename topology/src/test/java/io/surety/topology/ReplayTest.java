package io.surety.topology;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.lifecycle.Message;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.Mode;
import io.surety.topology.state.MessageRows;
import io.surety.topology.timers.DueTimers;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a task would restore from its changelogs is what it had. */
class ReplayTest {
  private static final String[] GROUPS = {"billing", "audit"};

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theChangelogsHoldTheStateAsItIs(long seed) {
    TestPolicies policies = new TestPolicies().subscribe("orders", GROUPS);
    try (CoordinatorHarness coordinator = new CoordinatorHarness(policies)) {
      Random random = new Random(seed);
      for (int i = 0; i < 1_500; i++) {
        anything(coordinator, random);
      }

      Map<String, Message> restored = new HashMap<>();
      fold(coordinator, StoreNames.MESSAGES)
          .forEach((id, row) -> restored.put(text(id), MessageRows.decode(row)));
      Map<String, Bytes> payloads = new HashMap<>();
      fold(coordinator, StoreNames.PAYLOADS)
          .forEach((id, value) -> payloads.put(text(id), Bytes.wrap(value)));

      assertThat(restored).hasSizeGreaterThan(5).isEqualTo(messages(coordinator));
      assertThat(payloads).hasSizeGreaterThan(5).isEqualTo(payloads(coordinator));
      assertThat(outcomes(fold(coordinator, StoreNames.SETTLED)))
          .hasSizeGreaterThan(5)
          .isEqualTo(settled(coordinator));
      assertThat(coordinator.counts().defects()).isZero();
      assertThat(schedule(restored)).isEqualTo(coordinator.progress().of(0).get(0).firstDue());
      assertThat(payloadsAreThoseOfMessagesWithContent(restored)).isEqualTo(payloads.keySet());
    }
  }

  private static Set<String> payloadsAreThoseOfMessagesWithContent(Map<String, Message> messages) {
    Map<String, Message> with = new HashMap<>(messages);
    with.values().removeIf(message -> !message.content().isPresent());
    return with.keySet();
  }

  private static void anything(CoordinatorHarness coordinator, Random random) {
    String id = "m" + random.nextInt(60);
    String group = GROUPS[random.nextInt(GROUPS.length)];
    int attempt = 1 + random.nextInt(2);
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> coordinator.prepare(id);
      case 3 ->
          coordinator.prepare(
              Signals.prepare(id)
                  .setMode(Mode.SEND)
                  .setDeliverAt(coordinator.now() + random.nextInt(90_000)));
      case 4 -> coordinator.direct(id);
      case 5 -> coordinator.confirm(id);
      case 6 -> coordinator.rollBack(id);
      case 7 -> coordinator.receive(id, group, attempt);
      case 8 -> coordinator.consumed(id, group, attempt);
      case 9 -> coordinator.failed(id, group, attempt);
      case 10 -> coordinator.decide(Signals.operator(id, Decision.REDRIVE).setGroup(group));
      default -> coordinator.advance(Duration.ofMillis(random.nextInt(20_000)));
    }
  }

  /** The last value of every key, as a restore leaves them. */
  private static Map<Bytes, byte[]> fold(CoordinatorHarness coordinator, String store) {
    Map<Bytes, byte[]> last = new LinkedHashMap<>();
    String changelog = CoordinatorHarness.APPLICATION + "-" + store + "-changelog";
    for (ProducerRecord<byte[], byte[]> record : coordinator.written(changelog)) {
      if (record.value() == null) {
        last.remove(Bytes.wrap(record.key()));
      } else {
        last.put(Bytes.wrap(record.key()), record.value());
      }
    }
    return last;
  }

  private static Map<String, Message> messages(CoordinatorHarness coordinator) {
    Map<String, Message> all = new HashMap<>();
    try (KeyValueIterator<String, Message> rows = coordinator.messages().all()) {
      rows.forEachRemaining(row -> all.put(row.key, row.value));
    }
    return all;
  }

  private static Map<String, Bytes> payloads(CoordinatorHarness coordinator) {
    Map<String, Bytes> all = new HashMap<>();
    try (KeyValueIterator<String, byte[]> rows = coordinator.payloads().all()) {
      rows.forEachRemaining(row -> all.put(row.key, Bytes.wrap(row.value)));
    }
    return all;
  }

  /** The ids in the keys of a window store's changelog, which end with 12 bytes for the window. */
  private static Set<String> outcomes(Map<Bytes, byte[]> changelog) {
    Set<String> ids = new HashSet<>();
    changelog.keySet().forEach(key -> ids.add(text(key).substring(0, key.get().length - 12)));
    return ids;
  }

  private static Set<String> settled(CoordinatorHarness coordinator) {
    Set<String> ids = new HashSet<>();
    try (KeyValueIterator<Windowed<String>, ?> rows = coordinator.settled().all()) {
      rows.forEachRemaining(row -> ids.add(row.key.key()));
    }
    // Written when the task started, which the test driver does not show.
    ids.remove("");
    return ids;
  }

  private static long schedule(Map<String, Message> messages) {
    DueTimers timers = new DueTimers();
    messages.values().forEach(message -> timers.set(message.id(), message.nextDue()));
    return timers.first();
  }

  private static String text(Bytes bytes) {
    return new String(bytes.get(), ISO_8859_1);
  }
}
