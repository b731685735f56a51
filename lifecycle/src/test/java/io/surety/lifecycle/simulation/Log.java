package io.surety.lifecycle.simulation;

import io.surety.lifecycle.Signal;
import java.util.ArrayList;
import java.util.List;

/** The signal topics of one partition. Each keeps its order; between them there is none. */
final class Log {

  /** The topics. */
  enum Topic {
    PREPARE,
    CONFIRM,
    RECEIVE,
    CONSUME
  }

  /**
   * A record.
   *
   * @param message which message
   * @param at log-append time
   */
  record Entry(int message, Signal signal, long at) {}

  private final List<List<Entry>> topics = new ArrayList<>();

  Log() {
    for (int i = 0; i < Topic.values().length; i++) {
      topics.add(new ArrayList<>());
    }
  }

  void append(Topic topic, int message, Signal signal, long at) {
    topics.get(topic.ordinal()).add(new Entry(message, signal, at));
  }

  List<Entry> of(Topic topic) {
    return topics.get(topic.ordinal());
  }
}
