package io.surety.topology.signals;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.schemas.Codec;
import io.surety.schemas.Names;
import io.surety.schemas.RoutingKey;
import io.surety.schemas.Topics;
import io.surety.topology.MalformedReason;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of the signal topics. Nothing that is read from here on needs to be doubted:
 * names are names, numbers are in their ranges, texts have a bounded length, and the record lies
 * where every other record about its message lies.
 *
 * <p>Not thread-safe: one for each task.
 */
public final class SignalDecoder {
  private final Codec codec;
  private final int valueMaxBytes;
  private final int partitions;
  private final Map<String, SignalKind<?>> kinds;

  /**
   * A decoder.
   *
   * @param valueMaxBytes longer values are not read
   * @param partitions of each signal topic
   */
  public SignalDecoder(Topics topics, Codec codec, int valueMaxBytes, int partitions) {
    this.codec = codec;
    this.valueMaxBytes = valueMaxBytes;
    this.partitions = partitions;
    this.kinds =
        Map.of(
            topics.prepare(), SignalKind.prepare(new PrepareDigest()),
            topics.confirm(), SignalKind.decide(),
            topics.receive(), SignalKind.receive(),
            topics.consume(), SignalKind.consume());
  }

  /**
   * The signal in a record, or why there is none.
   *
   * @param partition where it was read
   * @param appendTime its log-append time, epoch ms
   * @throws io.surety.schemas.registry.RegistryUnavailableException when only the schema registry
   *     knows the writer's schema and it does not answer: the record must be read again
   */
  public Reading read(
      String topic,
      int partition,
      byte @Nullable [] key,
      byte @Nullable [] value,
      long appendTime) {
    SignalKind<?> kind = kinds.get(topic);
    if (kind == null) {
      throw new IllegalStateException("'" + topic + "' is not a signal topic");
    }
    if (value != null && value.length > valueMaxBytes) {
      return new Reading.Malformed(
          MalformedReason.TOO_LARGE,
          "value must have at most "
              + valueMaxBytes
              + " bytes (surety.message.max.bytes), has "
              + value.length);
    }
    return read(kind, partition, key, value, appendTime);
  }

  private <T extends SpecificRecord> Reading read(
      SignalKind<T> kind,
      int partition,
      byte @Nullable [] key,
      byte @Nullable [] value,
      long appendTime) {
    return codec
        .decode(kind.type(), value)
        .fold(
            record ->
                problem(kind, record, partition, key)
                    .orElseGet(() -> kind.taken().take(record, notNull(value), appendTime)),
            malformed ->
                new Reading.Malformed(
                    MalformedReason.valueOf(malformed.reason().name()), malformed.detail()));
  }

  private <T extends SpecificRecord> Optional<Reading> problem(
      SignalKind<T> kind, T record, int partition, byte @Nullable [] key) {
    String id = kind.id().apply(record);
    return Names.MESSAGE_ID
        .problem(id)
        .map(SignalDecoder::invalid)
        .or(() -> misplaced(id, partition, key))
        .or(() -> kind.check().apply(record).problem().map(SignalDecoder::invalid));
  }

  // Two records about one message in two partitions would make two messages of it.
  private Optional<Reading> misplaced(String id, int partition, byte @Nullable [] key) {
    byte[] expected = RoutingKey.of(id).getBytes(UTF_8);
    if (!Arrays.equals(expected, key)) {
      return Optional.of(
          new Reading.Malformed(
              MalformedReason.WRONG_KEY,
              "record key must be '" + RoutingKey.of(id) + "', the routing key of the message id"));
    }
    int owner = Utils.toPositive(Utils.murmur2(expected)) % partitions;
    if (owner != partition) {
      return Optional.of(
          new Reading.Malformed(
              MalformedReason.WRONG_PARTITION,
              "record with key '"
                  + RoutingKey.of(id)
                  + "' must be in partition "
                  + owner
                  + ", was in "
                  + partition
                  + "; use the partitioner murmur2_random"));
    }
    return Optional.empty();
  }

  private static Reading invalid(String detail) {
    return new Reading.Malformed(MalformedReason.INVALID, detail);
  }

  private static byte[] notNull(byte @Nullable [] value) {
    if (value == null) {
      throw new IllegalStateException("a record was read from no bytes");
    }
    return value;
  }
}
