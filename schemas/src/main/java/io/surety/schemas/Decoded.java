package io.surety.schemas;

import java.util.Optional;
import java.util.function.Function;

/**
 * What became of bytes: a record, or the reason why there is none. Bad bytes are a value, never an
 * exception.
 *
 * <pre>{@code
 * codec.decode(Prepare.class, bytes).fold(this::store, malformed -> setAside(malformed.reason(), malformed.detail()));
 * }</pre>
 *
 * @param <T> the record
 */
public sealed interface Decoded<T> {
  /** Goes on with the record, or with the reason. */
  <R> R fold(
      Function<? super T, ? extends R> onValue,
      Function<? super Malformed<T>, ? extends R> onMalformed);

  /** The record, when there is one. */
  default Optional<T> value() {
    return fold(Optional::of, malformed -> Optional.empty());
  }

  /** The bytes were whole and right. */
  record Value<T>(T record) implements Decoded<T> {
    @Override
    public <R> R fold(
        Function<? super T, ? extends R> onValue,
        Function<? super Malformed<T>, ? extends R> onMalformed) {
      return onValue.apply(record);
    }
  }

  /**
   * The bytes cannot be read, now or later.
   *
   * @param reason a code that can be counted
   * @param detail one sentence for an operator, without content of the record
   */
  record Malformed<T>(Reason reason, String detail) implements Decoded<T> {
    @Override
    public <R> R fold(
        Function<? super T, ? extends R> onValue,
        Function<? super Malformed<T>, ? extends R> onMalformed) {
      return onMalformed.apply(this);
    }
  }

  /** Why bytes cannot be read. */
  enum Reason {
    /** No bytes, or null where a record is needed. */
    EMPTY,
    /** Neither Avro single-object encoding nor the Confluent wire format. */
    UNKNOWN_FORMAT,
    /**
     * The fingerprint or id of the writer's schema is not known, and asking again will not help.
     */
    UNKNOWN_SCHEMA,
    /** A known schema, but of another record than the one that belongs here. */
    WRONG_TYPE,
    /** The bytes end before the record does. */
    TRUNCATED,
    /**
     * The bytes contradict their schema: an unknown enum symbol, a negative length, text that is
     * not UTF-8.
     */
    INVALID,
    /** The record ends before the bytes do. */
    TRAILING_BYTES
  }
}
