package io.surety.lifecycle.simulation;

import io.surety.lifecycle.Effect;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Status;
import io.surety.lifecycle.Transition;
import io.surety.lifecycle.laws.Laws;
import io.surety.lifecycle.laws.Observation;
import io.surety.lifecycle.testing.Rules;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Runs the rules like a task does: rows and positions are committed together with what is to be
 * written; records leave for the destination at once; a crash goes back to the last commit.
 */
final class Coordinator {

  /** Something to be written, with the message as it is then. */
  record Written(int message, Effect effect, Message row, long at) {}

  private record Failed(int message, Signal.DispatchFailed signal) {}

  private final Rules rules;
  private final Laws laws;
  private final World world;
  private final Deque<Failed> failed = new ArrayDeque<>();
  private final List<Written> uncommitted = new ArrayList<>();
  private Message[] rows;
  private Message[] whole;
  private int[] positions = new int[Log.Topic.values().length];
  private Message[] committedRows;
  private Message[] committedWhole;
  private int[] committedPositions = positions.clone();
  private long startedAt = Message.NEVER;

  Coordinator(Rules rules, Laws laws, World world, int messages) {
    this.rules = rules;
    this.laws = laws;
    this.world = world;
    rows = new Message[messages];
    for (int i = 0; i < messages; i++) {
      rows[i] = Message.absent("m" + i);
    }
    whole = rows.clone();
    committedRows = rows.clone();
    committedWhole = rows.clone();
  }

  /** The row of a message, as it was before it was finished if it is. */
  Message row(int message) {
    return whole[message];
  }

  /** True once nothing more of the message is in the live stores. */
  boolean isFinished(int message) {
    return rows[message].isFinished();
  }

  int position(Log.Topic topic) {
    return positions[topic.ordinal()];
  }

  /** Reads some records of one topic. */
  void read(Log.Topic topic, int count) {
    List<Log.Entry> entries = world.log().of(topic);
    for (int i = 0; i < count && position(topic) < entries.size(); i++) {
      Log.Entry entry = entries.get(positions[topic.ordinal()]++);
      step(entry.message(), entry.signal(), entry.at());
    }
  }

  /** Fires what is due, as far as the log has been read. */
  void tick() {
    while (!failed.isEmpty()) {
      Failed next = failed.removeFirst();
      step(next.message(), next.signal(), world.now());
    }
    long upTo = Math.min(world.now(), horizon());
    for (int i = 0; i < rows.length; i++) {
      if (startedAt <= upTo && rows[i].status() != Status.ABSENT) {
        step(i, new Signal.Resume(startedAt), world.now());
      }
      if (rows[i].nextDue() <= upTo) {
        step(i, new Signal.Due(upTo), world.now());
      }
    }
    if (startedAt <= upTo) {
      startedAt = Message.NEVER;
    }
  }

  /** Everything appended before this time has been read. */
  private long horizon() {
    long horizon = world.now();
    for (Log.Topic topic : Log.Topic.values()) {
      List<Log.Entry> entries = world.log().of(topic);
      int position = position(topic);
      if (position < entries.size()) {
        horizon = Math.min(horizon, position == 0 ? 0 : entries.get(position - 1).at());
      }
    }
    return horizon;
  }

  long nextDue() {
    long next = startedAt;
    for (Message row : rows) {
      next = Math.min(next, row.nextDue());
    }
    return next;
  }

  void dispatchFailed(int message, Signal.DispatchFailed signal) {
    failed.add(new Failed(message, signal));
  }

  void commit() {
    committedRows = rows.clone();
    committedWhole = whole.clone();
    committedPositions = positions.clone();
    List<Written> written = List.copyOf(uncommitted);
    uncommitted.clear();
    written.forEach(world::write);
  }

  void crash() {
    rows = committedRows.clone();
    whole = committedWhole.clone();
    positions = committedPositions.clone();
    uncommitted.clear();
    failed.clear();
    startedAt = world.now();
  }

  private void step(int message, Signal signal, long at) {
    Message before = rows[message];
    Transition transition = rules.on(before, signal, at, world.now());
    String broken = laws.brokenBy(new Observation(before, signal, at, transition));
    if (broken != null) {
      throw new AssertionError(broken);
    }
    Message next = transition.next();
    rows[message] = Rules.stored(next);
    if (!before.equals(next)) {
      whole[message] = next;
    }
    transition.refusal().ifPresent(refusal -> world.promise().refused(message, refusal.reason()));
    for (Effect effect : transition.effects()) {
      if (effect instanceof Effect.Dispatch dispatch) {
        world.dispatch(message, dispatch, at);
      } else {
        uncommitted.add(new Written(message, effect, next, at));
      }
    }
  }
}
