package io.surety.topology.effects;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.schemas.Codec;
import io.surety.schemas.RoutingKey;
import io.surety.schemas.Topics;
import io.surety.topology.CoreSettings;
import io.surety.topology.StoreNames;
import io.surety.topology.state.RecordSize;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/** Encodes the records of our topics and sees that they are not too large. Thread-safe. */
public final class Outputs {
  /** On archive records and dead letters: why headers and payload are left out. */
  public static final String OMITTED = "surety-omitted";

  private static final byte[] TOO_LARGE = "TOO_LARGE".getBytes(UTF_8);

  private final CoreSettings settings;
  private final Topics topics;
  private final Codec codec;

  /** For these topics. */
  public Outputs(CoreSettings settings, Topics topics, Codec codec) {
    this.settings = settings;
    this.topics = topics;
    this.codec = codec;
  }

  CoreSettings settings() {
    return settings;
  }

  Output confirm(String id, SpecificRecord value, long now) {
    byte[] key = RoutingKey.of(id).getBytes(UTF_8);
    return output(StoreNames.TO_CONFIRM, key, value(topics.confirm(), value), now, none());
  }

  Output checkBack(String id, SpecificRecord value, long now) {
    return output(StoreNames.TO_CHECK_BACK, key(id), value(topics.checkBack(), value), now, none());
  }

  Output consumeCheck(String id, SpecificRecord value, long now) {
    return output(
        StoreNames.TO_CONSUME_CHECK, key(id), value(topics.consumeCheck(), value), now, none());
  }

  Output event(String id, SpecificRecord value, long now) {
    return output(StoreNames.TO_EVENTS, key(id), value(topics.events(), value), now, none());
  }

  Output deadLetter(
      String id, List<Supplier<SpecificRecord>> fromLargest, Headers headers, long now) {
    return fitting(StoreNames.TO_DEAD_LETTER, topics.deadLetter(), id, fromLargest, headers, now);
  }

  Output archive(String id, List<Supplier<SpecificRecord>> fromLargest, long now) {
    return fitting(StoreNames.TO_ARCHIVE, topics.archive(), id, fromLargest, none(), now);
  }

  /** The first form of the record that fits; any but the first is flagged. */
  private Output fitting(
      String sink,
      String topic,
      String id,
      List<Supplier<SpecificRecord>> fromLargest,
      Headers headers,
      long now) {
    for (Supplier<SpecificRecord> form : fromLargest) {
      byte[] value = value(topic, form.get());
      if (RecordSize.fits(settings, key(id), value, headers)) {
        return output(sink, key(id), value, now, headers);
      }
      headers.remove(OMITTED).add(OMITTED, TOO_LARGE);
    }
    throw new IllegalStateException(
        "record of message '" + id + "' for '" + topic + "' cannot be made to fit");
  }

  private byte[] value(String topic, SpecificRecord record) {
    return codec.encode(topic, record);
  }

  private static byte[] key(String id) {
    return id.getBytes(UTF_8);
  }

  private static Headers none() {
    return new RecordHeaders();
  }

  private static Output output(String sink, byte[] key, byte[] value, long now, Headers headers) {
    return new Output(sink, new Record<>(key, value, Math.max(0, now), headers));
  }
}
