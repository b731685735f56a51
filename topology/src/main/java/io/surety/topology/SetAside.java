package io.surety.topology;

import io.surety.topology.effects.Change;
import io.surety.topology.effects.EffectApplier;
import io.surety.topology.effects.Output;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets a message aside because of a defect of the coordinator: the row stays as it was, a dead
 * letter with the reason {@code DEFECT} and an event say so, and everything else goes on. The same
 * message again is only counted, since nothing new is to be said of it.
 */
final class SetAside {
  /** A timer of a message that was set aside comes again after this long, ms. */
  static final long PAUSE_MS = 60_000;

  private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);
  private static final int REMEMBERED = 10_000;
  private static final int LOGGED_MAX = 20;

  private final CoordinatorMetrics metrics;
  private final Consumer<Output> forward;
  private final Map<String, Boolean> told =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  SetAside(CoordinatorMetrics metrics, Consumer<Output> forward) {
    this.metrics = metrics;
    this.forward = forward;
  }

  /** Sets the message of this change aside. */
  void message(Change change, Function<Change, EffectApplier> applier, RuntimeException defect) {
    metrics.defect();
    String id = change.before().id();
    if (told.put(id, true) == null) {
      // One defect can hit every message: the first ones are enough to find it.
      if (told.size() <= LOGGED_MAX) {
        LOG.error(
            "Set aside message '{}' ({}) because of a defect of the coordinator",
            id,
            change.before().status(),
            defect);
      }
      tell(change, applier, defect);
    }
  }

  private void tell(
      Change change, Function<Change, EffectApplier> applier, RuntimeException defect) {
    EffectApplier effects;
    try {
      effects = applier.apply(change).defect(String.valueOf(defect));
    } catch (KafkaException e) {
      throw e;
    } catch (RuntimeException again) {
      LOG.error("Message '{}' cannot even be made a dead letter", change.before().id(), again);
      return;
    }
    effects.records().forEach(forward);
  }
}
