package io.surety.topology.effects;

import static io.surety.topology.effects.AvroForms.text;

import io.surety.lifecycle.Effect;
import io.surety.lifecycle.Refusal;
import io.surety.schemas.avro.Event;
import io.surety.topology.EventsMode;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes events, as far as they are wanted. */
final class Events {
  /** A signal was refused. */
  static final String REFUSED = "REFUSED";

  /** The message came into another status. */
  static final String STATUS_CHANGED = "STATUS_CHANGED";

  /** A defect of the coordinator: the message was set aside. */
  static final String DEFECT = "DEFECT";

  private static final int DETAIL_MAX = 1_024;

  private final EventsMode mode;

  Events(EventsMode mode) {
    this.mode = mode;
  }

  Optional<Event> of(Change change, Effect.Event effect) {
    return wanted(
        true, () -> event(change, effect.kind().name(), effect.group(), "", effect.detail()));
  }

  Optional<Event> refused(Change change, Refusal refusal) {
    return wanted(
        refusal.reason().isLoud(),
        () -> event(change, REFUSED, "", refusal.reason().name(), refusal.detail()));
  }

  Optional<Event> statusChanged(Change change) {
    return wanted(
        false,
        () -> event(change, STATUS_CHANGED, "", "", "was " + change.before().status().name()));
  }

  Optional<Event> defect(Change change, String detail) {
    return wanted(true, () -> event(change, DEFECT, "", DEFECT, detail));
  }

  private Optional<Event> wanted(boolean exceptional, Supplier<Event> event) {
    return switch (mode) {
      case NONE -> Optional.empty();
      case EXCEPTIONAL -> exceptional ? Optional.of(event.get()) : Optional.empty();
      case ALL -> Optional.of(event.get());
    };
  }

  private static Event event(
      Change change, String kind, String group, String reason, String detail) {
    return new Event(
        change.id(),
        kind,
        change.now(),
        change.next().status().name(),
        text(group),
        text(reason),
        text(detail.length() <= DETAIL_MAX ? detail : detail.substring(0, DETAIL_MAX)),
        text(change.actor()));
  }
}
