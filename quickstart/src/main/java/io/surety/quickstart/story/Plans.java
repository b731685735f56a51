package io.surety.quickstart.story;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the groups will make of which message. Without a plan they consume it. Thread-safe. */
final class Plans {
  private final Map<String, List<Handled>> plans = new ConcurrentHashMap<>();

  /** For the attempts from the first on; later ones are consumed. */
  void put(String messageId, String group, Handled... attempts) {
    plans.put(group + ' ' + messageId, List.of(attempts));
  }

  Handled of(String messageId, String group, int attempt) {
    List<Handled> attempts = plans.getOrDefault(group + ' ' + messageId, List.of());
    return attempt <= attempts.size() ? attempts.get(attempt - 1) : Handled.CONSUMED;
  }
}
