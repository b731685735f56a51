package io.surety.topology.signals;

import io.surety.schemas.avro.Consume;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.Prepare;
import io.surety.schemas.avro.Receive;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * What belongs into one signal topic.
 *
 * @param type the record
 * @param id the message it is about
 * @param check looks at every field but the id
 * @param taken makes the signal of a record that was checked
 */
record SignalKind<T extends SpecificRecord>(
    Class<T> type, Function<T, String> id, Function<T, Checks> check, Taker<T> taken) {

  /** Makes a signal. */
  @FunctionalInterface
  interface Taker<T> {
    Reading.Taken take(T record, byte[] value, long appendTime);
  }

  static SignalKind<Prepare> prepare(PrepareDigest digest) {
    PrepareSignals prepares = new PrepareSignals(digest);
    return new SignalKind<>(
        Prepare.class, Prepare::getMessageId, PrepareSignals::check, prepares::taken);
  }

  static SignalKind<Decide> decide() {
    return new SignalKind<>(
        Decide.class,
        Decide::getMessageId,
        DecideSignals::check,
        (record, value, time) -> DecideSignals.taken(record));
  }

  static SignalKind<Receive> receive() {
    return new SignalKind<>(
        Receive.class,
        Receive::getMessageId,
        GroupSignals::check,
        (record, value, time) -> GroupSignals.taken(record));
  }

  static SignalKind<Consume> consume() {
    return new SignalKind<>(
        Consume.class,
        Consume::getMessageId,
        GroupSignals::check,
        (record, value, time) -> GroupSignals.taken(record));
  }
}
