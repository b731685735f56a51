package io.surety.rest.signal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.rest.problem.FieldError;
import io.surety.rest.problem.Problem;
import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
import io.surety.schemas.Codec;
import io.surety.schemas.RoutingKey;
import io.surety.schemas.Topics;
import io.surety.topology.MalformedReason;
import io.surety.topology.signals.Reading;
import io.surety.topology.signals.SignalDecoder;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.avro.specific.SpecificRecord;

/**
 * Makes the bytes of a signal and reads them the way the coordinator will, so that what it would
 * set aside as malformed is refused before it is written. Thread-safe.
 */
public final class SignalEncoder {
  /** Where a record ends up does not matter to what it says; with one partition, it is this one. */
  private static final int ANY_PARTITION = 0;

  private final Codec codec;
  private final LongSupplier clock;
  private final ThreadLocal<SignalDecoder> decoders;

  /**
   * An encoder.
   *
   * @param valueMaxBytes longer values are refused
   * @param clock epoch ms
   */
  public SignalEncoder(Topics topics, Codec codec, int valueMaxBytes, LongSupplier clock) {
    this.codec = codec;
    this.clock = clock;
    this.decoders =
        ThreadLocal.withInitial(() -> new SignalDecoder(topics, codec, valueMaxBytes, 1));
  }

  /**
   * The signal in this record.
   *
   * @throws ProblemException when the coordinator would not take it
   */
  SignalRecord encode(String topic, String messageId, SpecificRecord record) {
    byte[] value = codec.encode(topic, record);
    byte[] key = RoutingKey.of(messageId).getBytes(UTF_8);
    return decoders
        .get()
        .read(topic, ANY_PARTITION, key, value, clock.getAsLong())
        .fold(
            taken -> new SignalRecord(topic, messageId, value, taken.signal()),
            malformed -> {
              throw new ProblemException(refusal(malformed));
            });
  }

  private static Problem refusal(Reading.Malformed malformed) {
    return malformed.reason() == MalformedReason.TOO_LARGE
        ? Problem.of(ProblemCode.TOO_LARGE, malformed.detail() + "; send a reference to it instead")
        : Problem.invalid(List.of(new FieldError("", "", malformed.detail(), "mend it")));
  }
}
