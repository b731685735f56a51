package io.surety.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.acceptance.harness.ArchiveLog;
import io.surety.acceptance.harness.Brokers;
import io.surety.acceptance.harness.Outcome;
import io.surety.acceptance.harness.Reaction;
import io.surety.acceptance.harness.Signals;
import io.surety.acceptance.harness.World;
import io.surety.schemas.Headers;
import io.surety.schemas.RoutingKey;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.Event;
import io.surety.schemas.avro.Mode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A record that is no signal is set aside, with its reason and place, and stops nobody. */
class PoisonTest {
  private static final int PARTITION = 1;

  @Test
  void everyKindOfPoisonOnEverySignalTopicIsSetAsideAndItsNeighboursGoOn() {
    try (World world = World.on(Brokers.shared(), "poison")) {
      world.start();
      String orders = world.destination("orders");
      world.subscribe(orders, "billing");
      world.awaitRegistered();
      ArchiveLog archive = world.archive();
      world.groups(orders, Map.of("billing", (id, attempt) -> Reaction.CONSUME));
      String before = idIn(world, PARTITION, "before");
      String after = idIn(world, PARTITION, "after");

      // Half of each neighbour's signals are written before the poison, half after it.
      World.get(world.signals().write(Signals.prepare(before, orders).build()));
      World.get(world.signals().write(Signals.confirm(after)));
      List<String> expected = new ArrayList<>();
      for (String topic : world.topics().signals()) {
        for (Poison poison : poisons(world, topic, orders)) {
          RecordMetadata written =
              World.get(
                  world
                      .signals()
                      .write(new ProducerRecord<>(topic, PARTITION, poison.key, poison.value)));
          expected.add(
              describe(
                  poison.reason, topic, PARTITION, written.offset(), poison.key, poison.value));
        }
      }
      World.get(world.signals().write(Signals.confirm(before)));
      World.get(world.signals().write(Signals.prepare(after, orders).build()));

      assertThat(Outcome.of(archive.await(before)).status()).isEqualTo("COMPLETED");
      assertThat(Outcome.of(archive.await(after)).status()).isEqualTo("COMPLETED");
      assertThat(world.committed(world.topics().malformed()))
          .extracting(PoisonTest::describe)
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(archive.size()).as("messages in the archive").isEqualTo(2);
    }
  }

  private record Poison(String reason, byte @Nullable [] key, byte @Nullable [] value) {}

  private static List<Poison> poisons(World world, String topic, String destination) {
    String here = idIn(world, PARTITION, "poison");
    String elsewhere = idIn(world, PARTITION + 1, "poison");
    byte[] key = bytes(here);
    byte[] good = signal(world, topic, here, destination);
    List<Poison> poisons =
        new ArrayList<>(
            List.of(
                new Poison("UNKNOWN_FORMAT", key, randomBytes()),
                new Poison("EMPTY", key, new byte[0]),
                new Poison("EMPTY", key, null),
                new Poison("WRONG_KEY", null, good),
                new Poison("WRONG_KEY", bytes("other"), good),
                new Poison(
                    "WRONG_PARTITION",
                    bytes(elsewhere),
                    signal(world, topic, elsewhere, destination)),
                new Poison("WRONG_TYPE", key, event(world, here)),
                new Poison("UNKNOWN_SCHEMA", key, withByte(good, 5, (byte) (good[5] + 1))),
                new Poison("TRUNCATED", key, Arrays.copyOf(good, good.length - 1)),
                new Poison("TRAILING_BYTES", key, Arrays.copyOf(good, good.length + 1)),
                new Poison("INVALID", key, invalid(world, topic, destination))));
    byte[] unknown = unknownEnum(world, topic, here, destination);
    if (unknown.length > 0) {
      poisons.add(new Poison("INVALID", key, unknown));
    }
    return poisons;
  }

  private static byte[] signal(World world, String topic, String id, String destination) {
    return world.codec().encode(topic, signals(world, topic, id, destination).get(0));
  }

  /** A signal of this topic; where it has an enum, also the same with another symbol. */
  private static List<SpecificRecord> signals(
      World world, String topic, String id, String destination) {
    if (topic.equals(world.topics().prepare())) {
      return List.of(
          Signals.prepare(id, destination).build(),
          Signals.prepare(id, destination).setMode(Mode.SEND).build());
    } else if (topic.equals(world.topics().confirm())) {
      return List.of(Signals.confirm(id), Signals.decide(id, Decision.ROLL_BACK));
    } else if (topic.equals(world.topics().receive())) {
      return List.of(Signals.receive(id, "billing", 1));
    }
    return List.of(
        Signals.consumed(id, "billing", 1),
        Signals.consume(id, "billing", 1, io.surety.schemas.avro.Outcome.FAILED));
  }

  /** The symbol's number is the first byte in which the two differ. */
  private static byte[] unknownEnum(World world, String topic, String id, String destination) {
    List<SpecificRecord> two = signals(world, topic, id, destination);
    if (two.size() < 2) {
      return new byte[0];
    }
    byte[] one = world.codec().encode(topic, two.get(0));
    int at = Arrays.mismatch(one, world.codec().encode(topic, two.get(1)));
    return withByte(one, at, (byte) 80);
  }

  private static byte[] invalid(World world, String topic, String destination) {
    return signal(world, topic, "not a message id", destination);
  }

  private static byte[] event(World world, String id) {
    return world
        .codec()
        .encode(
            world.topics().events(),
            Event.newBuilder().setMessageId(id).setKind("X").setAt(1).setStatus("X").build());
  }

  private static byte[] withByte(byte[] from, int at, byte value) {
    byte[] changed = from.clone();
    changed[at] = value;
    return changed;
  }

  private static byte[] randomBytes() {
    byte[] bytes = new byte[64];
    new Random(7).nextBytes(bytes);
    bytes[0] = 0x7F;
    return bytes;
  }

  private static byte[] bytes(String text) {
    return RoutingKey.of(text).getBytes(StandardCharsets.UTF_8);
  }

  private static String idIn(World world, int partition, String name) {
    for (int i = 0; ; i++) {
      if (world.partitionOf(name + i) == partition) {
        return name + i;
      }
    }
  }

  private static String describe(ConsumerRecord<byte[], byte[]> record) {
    return describe(
        header(record, Headers.MALFORMED_REASON),
        header(record, Headers.MALFORMED_TOPIC),
        Integer.parseInt(header(record, Headers.MALFORMED_PARTITION)),
        Long.parseLong(header(record, Headers.MALFORMED_OFFSET)),
        record.key(),
        record.value());
  }

  private static String describe(
      String reason,
      String topic,
      int partition,
      long offset,
      byte @Nullable [] key,
      byte @Nullable [] value) {
    return String.join(
        " ", reason, topic, partition + "@" + offset, Arrays.toString(key), Arrays.toString(value));
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
