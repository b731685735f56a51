package io.surety.topology.effects;

import io.surety.lifecycle.Message;
import io.surety.lifecycle.Signal;
import io.surety.topology.signals.Body;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * One step of one message, as its effects need to know it.
 *
 * @param before the message before
 * @param next the message now
 * @param signal what happened
 * @param now when, epoch ms
 * @param brought headers and payload, if the signal brought them
 * @param origin the record the signal was read from; empty for timers
 */
public record Change(
    Message before,
    Message next,
    Signal signal,
    long now,
    Optional<Body> brought,
    Optional<RecordMetadata> origin) {

  String id() {
    return next.id();
  }

  /** Who said it, if that is known; else empty. */
  String actor() {
    return signal instanceof Signal.Decide decide ? decide.actor() : "";
  }
}
