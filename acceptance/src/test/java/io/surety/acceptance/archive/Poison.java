package io.surety.acceptance.archive;

import io.surety.schemas.Codec;
import io.surety.schemas.avro.Archive;
import io.surety.schemas.avro.DeliveryRecord;
import io.surety.schemas.avro.Event;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Values of the archive topic that can never be rows, each of another kind than the one before. */
final class Poison {
  private static final Codec CODEC = Codec.bundled();

  private Poison() {}

  /** The coordinator's record in a value, if it is one. */
  static Optional<Archive> passedOver(Codec codec, byte[] value) {
    return codec
        .decode(Archive.class, value)
        .value()
        .filter(record -> !record.getMessageId().startsWith("poison"));
  }

  static byte[] value(int number) {
    return switch (number % 8) {
      case 0 -> ("no record " + number).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      case 1 -> Arrays.copyOf(record(number, r -> r), 30);
      case 2 -> event(number);
      case 3 -> record(number, r -> r.setNote("a\0b"));
      case 4 -> record(number, r -> r.setBusinessKey("k\0"));
      case 5 -> record(number, r -> r.setTag("t".repeat(3_000)));
      case 6 -> record(number, r -> r.setActor("x".repeat(100_000)));
      default -> record(number, Poison::withTwoDeliveriesToOneGroup);
    };
  }

  private static byte[] record(int number, UnaryOperator<Archive.Builder> change) {
    Archive.Builder record =
        Archive.newBuilder()
            .setMessageId("poison-" + number)
            .setRevision(1)
            .setStatus("COMPLETED")
            .setFinishedAt(1_795_000_000_000L)
            .setCheckBacks(0);
    return CODEC.encode(change.apply(record).build());
  }

  private static Archive.Builder withTwoDeliveriesToOneGroup(Archive.Builder record) {
    DeliveryRecord delivery =
        DeliveryRecord.newBuilder().setGroup("g").setStatus("CONSUMED").setAttempts(1).build();
    return record.setDeliveries(List.of(delivery, delivery));
  }

  private static byte[] event(int number) {
    return CODEC.encode(
        Event.newBuilder()
            .setMessageId("poison-" + number)
            .setKind("EXPIRED")
            .setAt(1L)
            .setStatus("EXPIRED")
            .build());
  }
}
