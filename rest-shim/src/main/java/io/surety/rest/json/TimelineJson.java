package io.surety.rest.json;

import io.surety.lifecycle.Attempt;
import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What happened to a message, in the order in which it happened, as far as it is remembered. */
public final class TimelineJson {
  private TimelineJson() {}

  private record Entry(long at, Map<String, Object> json) {}

  /** The timeline; of a finished message only its end is remembered. */
  public static Map<String, Object> of(Message message) {
    List<Entry> entries = new ArrayList<>();
    add(entries, "PREPARED", message.content().preparedAt(), new Members());
    if (message.decision().isMade()) {
      add(
          entries,
          "DECIDED",
          message.decision().at(),
          new Members()
              .put("decision", message.decision().kind())
              .put("source", message.decision().source())
              .text("actor", message.decision().actor())
              .text("reason", message.decision().reason()));
    }
    message.deliveries().forEach(delivery -> delivery(entries, delivery));
    add(
        entries,
        message.status().name(),
        message.settledAt(),
        new Members().put("reason", message.reason() == Reason.NONE ? null : message.reason()));
    entries.sort(Comparator.comparingLong(Entry::at));
    return new Members()
        .put("id", message.id())
        .put("status", message.status())
        .put("entries", entries.stream().map(Entry::json).toList())
        .toMap();
  }

  private static void delivery(List<Entry> entries, Delivery delivery) {
    String group = delivery.group();
    for (Attempt attempt : delivery.history()) {
      add(entries, "DISPATCHED", attempt.dispatchedAt(), of(group, attempt.number()));
      add(
          entries,
          attempt.outcome().name(),
          attempt.endedAt(),
          of(group, attempt.number())
              .text("type", attempt.failure().type())
              .text("message", attempt.failure().message())
              .text("fingerprint", attempt.failure().fingerprint()));
    }
    boolean isEnded =
        delivery.history().stream().anyMatch(attempt -> attempt.number() == delivery.attempt());
    if (delivery.attempt() > 0 && !isEnded) {
      add(entries, "DISPATCHED", delivery.dispatchedAt(), of(group, delivery.attempt()));
    }
    add(entries, "RECEIVED", delivery.receivedAt(), of(group, delivery.attempt()));
    add(
        entries,
        delivery.status() == DeliveryStatus.CONSUMED && delivery.late()
            ? "CONSUMED_LATE"
            : delivery.status().name(),
        delivery.settledAt(),
        of(group, delivery.attempt())
            .put("reason", delivery.reason() == Reason.NONE ? null : delivery.reason())
            .text("note", delivery.note()));
  }

  private static Members of(String group, int attempt) {
    return new Members().put("group", group).put("attempt", attempt);
  }

  /** What has no time has not happened. */
  private static void add(List<Entry> entries, String what, long at, Members details) {
    if (at > 0 && at != Message.NEVER) {
      Members entry = new Members().time("at", at).put("what", what);
      details.toMap().forEach(entry::put);
      entries.add(new Entry(at, entry.toMap()));
    }
  }
}
