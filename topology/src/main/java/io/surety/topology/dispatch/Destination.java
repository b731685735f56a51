package io.surety.topology.dispatch;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The way to one destination: records go to the producer in the order in which they come. Those
 * that cannot go yet, because the topic is not known, wait here, and everything after them as well.
 */
final class Destination {
  /** So many records at most keep a stream thread waiting that dispatches to the same topic. */
  private static final int DRAIN_MAX = 500;

  private final String topic;
  private final Way way;
  private final InFlight.Share share;
  private final Deque<Outgoing> waiting = new ArrayDeque<>();

  /** What a destination needs of its surroundings. */
  interface Way {
    /** May a record go now? */
    Admission admission(String topic, int size);

    /** Hands a record to the producer; false if it came back because the topic is not known. */
    boolean send(Outgoing outgoing);

    /** Something waits: drain it until nothing does. */
    void drainLater(Destination destination);
  }

  Destination(String topic, Way way, InFlight.Share share) {
    this.topic = topic;
    this.way = way;
    this.share = share;
  }

  String topic() {
    return topic;
  }

  InFlight.Share share() {
    return share;
  }

  /** Sends it, or lets it wait behind the others. */
  synchronized void submit(Outgoing outgoing) {
    if (!waiting.isEmpty() || !goes(outgoing)) {
      waiting.add(outgoing);
      if (waiting.size() == 1) {
        way.drainLater(this);
      }
    }
  }

  /** What is left after a {@link #drain}. */
  enum Left {
    /** Nothing. */
    NOTHING,
    /** Something that can go at once. */
    MORE,
    /** Something that still has to wait. */
    BLOCKED
  }

  /** Sends some of what waits. */
  synchronized Left drain() {
    for (int i = 0; i < DRAIN_MAX; i++) {
      Outgoing next = waiting.peek();
      if (next == null) {
        return Left.NOTHING;
      }
      if (!goes(next)) {
        return Left.BLOCKED;
      }
      waiting.remove();
    }
    return waiting.isEmpty() ? Left.NOTHING : Left.MORE;
  }

  synchronized int waiting() {
    return waiting.size();
  }

  /** False if it must wait. */
  private boolean goes(Outgoing outgoing) {
    Admission admission = way.admission(topic, outgoing.size());
    return switch (admission.kind()) {
      case GRANTED -> way.send(outgoing) || outgoing.failIfExpired();
      case UNKNOWN -> outgoing.failIfExpired();
      case REFUSED -> {
        outgoing.fail(admission.reason(), admission.detail());
        yield true;
      }
    };
  }

  @Override
  public String toString() {
    return topic;
  }
}
