package io.surety.topology.effects;

import static io.surety.topology.effects.AvroForms.either;
import static io.surety.topology.effects.AvroForms.error;
import static io.surety.topology.effects.AvroForms.text;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.lifecycle.Content;
import io.surety.lifecycle.Failure;
import io.surety.schemas.Headers;
import io.surety.schemas.avro.DeadLetter;
import io.surety.schemas.avro.Prepare;
import io.surety.topology.signals.Body;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Makes dead letters, with the headers that Kafka Streams' own dead letters have (KIP-1034), so
 * that tools that read those read ours.
 */
final class DeadLetters {
  private DeadLetters() {}

  /**
   * What was given up.
   *
   * @param group for whom; empty for the message as a whole
   */
  record Entry(String group, String reason, int attempts, Failure failure) {}

  /** With headers and payload, and without. */
  static List<Supplier<SpecificRecord>> forms(Change change, Entry entry, Optional<Body> body) {
    return List.of(
        () -> record(change, entry, body, true), () -> record(change, entry, body, false));
  }

  private static DeadLetter record(
      Change change, Entry entry, Optional<Body> body, boolean withPayload) {
    Content content = change.next().content();
    Optional<Prepare> prepare = body.map(Body::prepare);
    Optional<Prepare> shown = prepare.filter(p -> withPayload);
    // Of a settled message the content is no longer known, only what the body still says.
    return new DeadLetter(
        change.id(),
        text(entry.group()),
        entry.reason(),
        error(entry.failure()),
        Math.max(0, entry.attempts()),
        either(content.producer(), prepare.map(Prepare::getProducer)),
        either(content.destination(), prepare.map(Prepare::getDestination)),
        either(content.tag(), prepare.map(Prepare::getTag)),
        either(content.businessKey(), prepare.map(Prepare::getBusinessKey)),
        shown.map(Prepare::getHeaders).orElse(List.of()),
        shown.map(Prepare::getPayload).map(ByteBuffer::duplicate).orElse(null),
        change.now());
  }

  static RecordHeaders headers(Change change, Entry entry) {
    RecordHeaders headers = new RecordHeaders();
    Failure failure = entry.failure();
    add(
        headers,
        Headers.ERRORS_EXCEPTION,
        failure.type().isEmpty() ? entry.reason() : failure.type());
    add(headers, Headers.ERRORS_MESSAGE, failure.message());
    if (!failure.stack().isEmpty()) {
      add(headers, Headers.ERRORS_STACKTRACE, failure.stack());
    }
    change.origin().ifPresent(origin -> addOrigin(headers, origin));
    return headers;
  }

  static void addOrigin(RecordHeaders headers, RecordMetadata origin) {
    add(headers, Headers.ERRORS_TOPIC, origin.topic());
    add(headers, Headers.ERRORS_PARTITION, Integer.toString(origin.partition()));
    add(headers, Headers.ERRORS_OFFSET, Long.toString(origin.offset()));
  }

  static void add(RecordHeaders headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }
}
