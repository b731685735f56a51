package io.surety.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.acceptance.harness.ArchiveLog;
import io.surety.acceptance.harness.Brokers;
import io.surety.acceptance.harness.Outcome;
import io.surety.acceptance.harness.Reaction;
import io.surety.acceptance.harness.Signals;
import io.surety.acceptance.harness.World;
import io.surety.schemas.Headers;
import io.surety.schemas.avro.DeadLetter;
import io.surety.schemas.avro.Mode;
import io.surety.schemas.avro.Prepare;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is too large is refused at the first place that can know it, and stops nobody. */
class TooLargeTest {
  private static final int LIMIT = 100_000;
  private static final int NARROW = 20_000;

  private static World world;
  private static String wide;
  private static String narrow;
  private static ArchiveLog archive;

  @BeforeAll
  static void start() {
    world = World.on(Brokers.shared(), "large");
    world.set("surety.message.max.bytes", String.valueOf(LIMIT));
    world.start();
    wide = world.destination("wide");
    narrow = world.topic("narrow", 1, Map.of("max.message.bytes", String.valueOf(NARROW)));
    world.registerDestination(narrow);
    for (String destination : List.of(wide, narrow)) {
      world.subscribe(destination, "billing");
      world.groups(destination, Map.of("billing", (id, attempt) -> Reaction.CONSUME));
    }
    world.awaitRegistered();
    archive = world.archive();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void theLargestMessageIsDeliveredAndOneByteMoreIsSetAside() {
    Prepare fits = withValueOf(LIMIT, "fits");
    Prepare tooLarge = withValueOf(LIMIT + 1, "over");

    world.signals().writeAll(fits, tooLarge, Signals.send("next", wide));

    assertThat(Outcome.of(archive.await("fits")).status()).isEqualTo("COMPLETED");
    assertThat(Outcome.of(archive.await("next")).status()).isEqualTo("COMPLETED");
    World.eventually(
        () ->
            assertThat(world.committed(world.topics().malformed()))
                .singleElement()
                .satisfies(
                    record -> {
                      assertThat(new String(record.key(), StandardCharsets.UTF_8))
                          .isEqualTo("over");
                      assertThat(record.headers().lastHeader(Headers.MALFORMED_REASON).value())
                          .asString()
                          .isEqualTo("TOO_LARGE");
                    }));
    assertThat(world.deliveries(wide))
        .extracting(delivery -> delivery.id())
        .contains("fits", "next")
        .doesNotContain("over");
  }

  @Test
  void aRecordThatTheTopicCannotHoldIsRefusedToItsWriter() {
    Prepare huge = withValueOf(4 * LIMIT, "huge");

    assertThatThrownBy(() -> world.signals().write(huge).get())
        .hasCauseInstanceOf(RecordTooLargeException.class);
  }

  @Test
  void whatADestinationCannotHoldBecomesADeadLetterAndItsNeighboursGoOn() {
    Prepare wideOne = message("not-for-narrow", narrow, NARROW * 2);

    world
        .signals()
        .writeAll(
            Signals.send("narrow-before", narrow), wideOne, Signals.send("narrow-after", narrow));

    assertThat(Outcome.of(archive.await("not-for-narrow")))
        .isEqualTo(new Outcome("DEAD_LETTERED", "CONFIRM", Map.of("billing", "DEAD:TOO_LARGE")));
    assertThat(Outcome.of(archive.await("narrow-before")).status()).isEqualTo("COMPLETED");
    assertThat(Outcome.of(archive.await("narrow-after")).status()).isEqualTo("COMPLETED");
    assertThat(world.committed(world.topics().deadLetter(), DeadLetter.class))
        .filteredOn(letter -> letter.getMessageId().equals("not-for-narrow"))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.getReason()).isEqualTo("TOO_LARGE");
              assertThat(letter.getPayload()).isEqualTo(wideOne.getPayload());
            });
    assertThat(world.deliveries(narrow))
        .extracting(delivery -> delivery.id())
        .containsExactlyInAnyOrder("narrow-before", "narrow-after");
  }

  private static Prepare message(String id, String destination, int payload) {
    return Signals.prepare(id, destination)
        .setMode(Mode.SEND)
        .setPayload(ByteBuffer.wrap(new byte[payload]))
        .build();
  }

  /** A message to the wide destination whose record value has this size. */
  private static Prepare withValueOf(int bytes, String id) {
    int overhead =
        world.codec().encode(world.topics().prepare(), message(id, wide, bytes)).length - bytes;
    Prepare made = message(id, wide, bytes - overhead);
    assertThat(world.codec().encode(world.topics().prepare(), made)).hasSize(bytes);
    return made;
  }
}
