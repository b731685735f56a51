package io.surety.topology.state;

import java.util.function.Function;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Bytes of a row for Kafka Streams, which asks for nulls to stay nulls. */
record RowSerde<T>(Function<T, byte[]> encode, Function<byte[], T> decode) implements Serde<T> {
  @Override
  public Serializer<T> serializer() {
    return (topic, row) -> nullable(encode, row);
  }

  @Override
  public Deserializer<T> deserializer() {
    return (topic, bytes) -> nullable(decode, bytes);
  }

  @SuppressWarnings("NullAway") // Kafka's interfaces are not marked: null is the tombstone.
  private static <A, B> B nullable(Function<A, B> map, @Nullable A value) {
    return value == null ? null : map.apply(value);
  }
}
