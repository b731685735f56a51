package io.surety.testkit;

import io.surety.lifecycle.Content;
import io.surety.lifecycle.Message;
import io.surety.topology.CoreSettings;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the coordinator remembers: a message as long as something is still to happen to it, then for
 * a while its outcome; and, for the test, each as it was last. Belongs to whose turn it is.
 */
final class MemoryMessages {
  private final long settledRetentionMs;
  private final Map<String, Message> live = new HashMap<>();
  private final Map<String, Outcome> settled = new HashMap<>();
  private final Map<String, Message> seen = new LinkedHashMap<>();

  private record Outcome(Message message, long until) {}

  MemoryMessages(CoreSettings settings) {
    this.settledRetentionMs = settings.settledRetentionMs();
  }

  Message find(String id, long now) {
    Message message = live.get(id);
    if (message != null) {
      return message;
    }
    Outcome outcome = settled.get(id);
    return outcome == null || outcome.until() < now ? Message.absent(id) : outcome.message();
  }

  void save(Message before, Message next, long now) {
    if (next.equals(before)) {
      return;
    }
    if (next.isFinished()) {
      live.remove(next.id());
      settled.put(next.id(), new Outcome(remembered(next), now + settledRetentionMs));
    } else {
      live.put(next.id(), next);
    }
    seen.merge(next.id(), next, (last, latest) -> isOutcomeOnly(latest) ? last : latest);
  }

  /** Each message as it was last, in the order in which they were first heard of. */
  List<Message> seen() {
    return List.copyOf(seen.values());
  }

  private static Message remembered(Message finished) {
    Content content = finished.content();
    return Message.settled(
        finished.id(),
        finished.status(),
        finished.revision(),
        content.isPresent() ? Content.remembered(content.digest(), content.mode()) : Content.NONE,
        finished.reason(),
        finished.settledAt());
  }

  private static boolean isOutcomeOnly(Message message) {
    return message.content().isPresent() && message.content().destination().isEmpty();
  }
}
