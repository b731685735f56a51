package io.surety.bench.nostate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.bench.kafka.Signals;
import io.surety.schemas.Codec;
import io.surety.schemas.Headers;
import io.surety.schemas.Topics;
import io.surety.schemas.avro.Consume;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** See {@link NullCoordinatorMain}. */
final class NullProcessor extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
  static final String DESTINATION = "destination";
  static final String ARCHIVE = "archive";

  private final Codec codec = Codec.bundled();
  private final Topics topics;
  private final byte[] groups;
  private final byte[] archive;

  NullProcessor(Topics topics, String groups, int archiveBytes) {
    this.topics = topics;
    this.groups = groups.getBytes(UTF_8);
    this.archive = new byte[archiveBytes];
  }

  @Override
  public void process(Record<byte[], byte[]> signal) {
    String topic = context().recordMetadata().orElseThrow().topic();
    if (topic.equals(topics.confirm())) {
      decided(signal);
    } else if (topic.equals(topics.consume())) {
      consumed(signal);
    }
  }

  /** With a payload it is a confirm, without one a roll-back. */
  private void decided(Record<byte[], byte[]> signal) {
    if (signal.value().length == 0) {
      context().forward(signal.withValue(archive), ARCHIVE);
      return;
    }
    RecordHeaders headers = new RecordHeaders();
    headers.add(Headers.ID, signal.key());
    headers.add(Headers.ATTEMPT, "1".getBytes(UTF_8));
    headers.add(Headers.GROUPS, groups);
    headers.add(Headers.PRODUCER, Signals.PRODUCER.getBytes(UTF_8));
    context().forward(signal.withHeaders(headers), DESTINATION);
  }

  private void consumed(Record<byte[], byte[]> signal) {
    Consume consume = codec.decode(Consume.class, signal.value()).value().orElseThrow();
    if (consume.getGroup().equals(Signals.group(0))) {
      context().forward(signal.withValue(archive), ARCHIVE);
    }
  }
}
