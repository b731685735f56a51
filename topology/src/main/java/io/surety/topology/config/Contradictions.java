package io.surety.topology.config;

import java.util.ArrayList;
import java.util.List;

/** Finds values that are right each and wrong together. */
final class Contradictions {
  private final List<String> found = new ArrayList<>();

  private Contradictions() {}

  static List<String> in(Settings settings) {
    Contradictions contradictions = new Contradictions();
    contradictions.atMost(settings, TopicKeys.MIN_INSYNC_REPLICAS, TopicKeys.REPLICATION_FACTOR);
    contradictions.atMost(settings, DispatchKeys.BACKOFF_MIN, DispatchKeys.BACKOFF_MAX);
    contradictions.lingerIsShort(settings);
    contradictions.oneRecordFits(settings);
    contradictions.registryIsReachable(settings);
    return contradictions.found;
  }

  private <T extends Comparable<T>> void atMost(Settings settings, Key<T> lower, Key<T> upper) {
    if (settings.get(lower).compareTo(settings.get(upper)) > 0) {
      found.add(
          lower
              + " must be at most "
              + upper
              + " ("
              + settings.get(upper)
              + "), was "
              + settings.get(lower));
    }
  }

  // Kafka refuses a delivery timeout below linger and request timeout together.
  private void lingerIsShort(Settings settings) {
    var linger = settings.get(DispatchKeys.LINGER);
    var timeout = settings.get(DispatchKeys.DELIVERY_TIMEOUT);
    if (linger.multipliedBy(2).compareTo(timeout) > 0) {
      found.add(
          DispatchKeys.LINGER
              + " must be at most half of "
              + DispatchKeys.DELIVERY_TIMEOUT
              + " ("
              + timeout.toMillis()
              + "), was "
              + linger.toMillis());
    }
  }

  // One destination may take half of what is free, and that must hold the largest record.
  private void oneRecordFits(Settings settings) {
    long largest = 4L * settings.get(MessageKeys.MAX_BYTES) + (128 << 10);
    long inFlight = settings.get(DispatchKeys.IN_FLIGHT_MAX_BYTES);
    if (inFlight < largest) {
      found.add(
          DispatchKeys.IN_FLIGHT_MAX_BYTES
              + " must be at least "
              + largest
              + " to hold a message of "
              + MessageKeys.MAX_BYTES
              + ", was "
              + inFlight);
    }
  }

  private void registryIsReachable(Settings settings) {
    try {
      CoordinatorConfig.schemaRegistry(settings);
    } catch (IllegalArgumentException e) {
      found.add(String.valueOf(e.getMessage()));
    }
  }
}
