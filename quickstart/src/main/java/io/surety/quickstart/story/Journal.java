package io.surety.quickstart.story;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the demo consumers saw, in their order: the witness beside the coordinator. Thread-safe. */
final class Journal {
  private final List<Sighting> sightings = new ArrayList<>();

  synchronized void add(Sighting sighting) {
    sightings.add(sighting);
  }

  /** When the first message was consumed, if one was. */
  synchronized Optional<Instant> firstConsumedAt() {
    return sightings.stream()
        .filter(sighting -> sighting.handled() == Handled.CONSUMED)
        .map(Sighting::at)
        .findFirst();
  }

  /**
   * What a group made of each attempt. A record that came twice counts once: delivery is at least
   * once, and no promise is broken by a repetition.
   */
  synchronized List<Handled> of(String messageId, String group) {
    Set<Integer> attempts = new TreeSet<>();
    List<Handled> handled = new ArrayList<>();
    for (Sighting sighting : sightings) {
      if (sighting.messageId().equals(messageId)
          && sighting.group().equals(group)
          && attempts.add(sighting.attempt())) {
        handled.add(sighting.handled());
      }
    }
    return List.copyOf(handled);
  }
}
