package io.surety.rest.json;

import io.surety.lifecycle.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The entries of a timeline, in whatever order they are found. Not thread-safe. */
final class Entries {
  private final List<Entry> all = new ArrayList<>();

  private record Entry(long at, Map<String, Object> json) {}

  /**
   * One thing of a delivery's history.
   *
   * @param type of the error, or of what was done by hand: who did it
   * @param message of the error, or of what was done by hand: why
   */
  record Ended(
      int number,
      String outcome,
      long dispatchedAt,
      long endedAt,
      String type,
      String message,
      String fingerprint) {

    /** True if an attempt was made and ended so. */
    boolean isEnd() {
      return switch (outcome) {
        case "HELD_BACK", "ASKED", "REDRIVEN", "RESOLVED" -> false;
        default -> true;
      };
    }
  }

  /** What has no time has not happened. */
  void add(String what, long at, Members details) {
    if (at > 0 && at != Message.NEVER) {
      Members entry = new Members().time("at", at).put("what", what);
      details.toMap().forEach(entry::put);
      all.add(new Entry(at, entry.toMap()));
    }
  }

  /** A question to the producer, with its answer if there was one. */
  void question(int attempt, long askedAt, String answer, long answeredAt) {
    add("ASKED", askedAt, new Members().put("attempt", attempt));
    add("ANSWERED", answeredAt, new Members().put("attempt", attempt).text("answer", answer));
  }

  /**
   * A delivery's attempts and what happened between them, up to the last attempt.
   *
   * @param last number of the last attempt
   * @param dispatchedAt when that was dispatched
   * @param isHeldBack true if what was dispatched last did not leave
   */
  void attempts(
      String group, List<Ended> history, int last, long dispatchedAt, boolean isHeldBack) {
    boolean isEnded = false;
    for (Ended ended : history) {
      isEnded |= ended.isEnd() && ended.number() == last;
      ended(group, ended);
    }
    if (last > 0 && !isEnded && !isHeldBack) {
      add("DISPATCHED", dispatchedAt, of(group, last));
    }
  }

  private void ended(String group, Ended ended) {
    Members about = of(group, ended.number());
    switch (ended.outcome()) {
      case "HELD_BACK" ->
          add(
              "HELD_BACK",
              ended.dispatchedAt(),
              about
                  .time("until", ended.endedAt())
                  .text("reason", ended.type())
                  .text("message", ended.message()));
      case "ASKED" -> add("ASKED", ended.endedAt(), about);
      case "REDRIVEN", "RESOLVED" ->
          add(
              ended.outcome(),
              ended.endedAt(),
              about.text("actor", ended.type()).text("reason", ended.message()));
      default -> {
        add("DISPATCHED", ended.dispatchedAt(), of(group, ended.number()));
        add(
            ended.outcome(),
            ended.endedAt(),
            about
                .text("type", ended.type())
                .text("message", ended.message())
                .text("fingerprint", ended.fingerprint()));
      }
    }
  }

  /**
   * That a group reported it, in the attempt that was under way at that time.
   *
   * @param last number of the last attempt
   */
  void received(String group, List<Ended> history, int last, long receivedAt) {
    int attempt =
        history.stream()
            .filter(Ended::isEnd)
            .filter(ended -> receivedAt <= ended.endedAt())
            .mapToInt(Ended::number)
            .findFirst()
            .orElse(last);
    add("RECEIVED", receivedAt, of(group, attempt));
  }

  static Members of(String group, int attempt) {
    return new Members().put("group", group).put("attempt", attempt);
  }

  /** In the order in which they happened; what happened at the same time as it was added. */
  List<Map<String, Object>> inOrder() {
    return all.stream().sorted(Comparator.comparingLong(Entry::at)).map(Entry::json).toList();
  }
}
