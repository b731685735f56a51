package io.surety.testkit;

import io.surety.client.internal.intake.Work;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer group and how far it has read. One member reads, as the only one does that has the
 * partition; when it leaves, the next goes on from the first record that was not done. Works of one
 * lane come one after the other, also where one is deferred. Thread-safe.
 */
final class MemoryGroup {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryGroup.class);

  private final MemoryTopic topic;
  private final Turns turns;
  private final Deque<MemoryCrew> members = new ArrayDeque<>();
  private final Map<Object, Deque<Step>> busyLanes = new HashMap<>();
  private final TreeSet<Integer> open = new TreeSet<>();
  private int position;

  /** A record, and what the member that reads makes of it. */
  private record Step(MemoryCrew member, int offset, Work work) {}

  MemoryGroup(MemoryTopic topic, Turns turns) {
    this.topic = topic;
    this.turns = turns;
  }

  synchronized void join(MemoryCrew member) {
    members.add(member);
  }

  synchronized void leave(MemoryCrew member) {
    boolean wasReading = members.peek() == member;
    members.remove(member);
    if (wasReading && !open.isEmpty()) {
      readAgainFrom(open.first());
    }
  }

  /** Reads what is there. Only when it is its turn. */
  void read() {
    boolean goesOn = true;
    while (goesOn) {
      goesOn = readOne();
    }
  }

  /** False when there is nothing to read, or nobody who does. */
  private boolean readOne() {
    Optional<MemoryCrew> reader = reader();
    Optional<ConsumerRecord<byte[], byte[]>> record = topic.at(position());
    if (reader.isEmpty() || record.isEmpty()) {
      return false;
    }
    int offset = begin();
    try {
      reader
          .get()
          .source()
          .workFor(record.get())
          .ifPresentOrElse(
              work -> inLane(new Step(reader.get(), offset, work)), () -> done(offset));
      return true;
    } catch (SimulatedCrash crash) {
      backAfterCrash(offset);
      return false;
    }
  }

  private synchronized Optional<MemoryCrew> reader() {
    return Optional.ofNullable(members.peek());
  }

  private synchronized int position() {
    return position;
  }

  private synchronized int begin() {
    open.add(position);
    return position++;
  }

  private void inLane(Step step) {
    synchronized (this) {
      Deque<Step> waiting = busyLanes.get(step.work().lane());
      if (waiting != null) {
        waiting.add(step);
        return;
      }
      busyLanes.put(step.work().lane(), new ArrayDeque<>());
    }
    run(step);
  }

  private void run(Step step) {
    Work.Course course = course(step);
    course
        .committable()
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                done(step.offset());
              }
            });
    course.ended().whenComplete((ended, failure) -> next(step.work().lane()));
  }

  private static Work.Course course(Step step) {
    try {
      return step.work().run(() -> !step.member().isRunning());
    } catch (RuntimeException e) {
      LOG.error("Passes over a record whose work failed in a way it should not", e);
      return Work.Course.done();
    }
  }

  private synchronized void done(int offset) {
    open.remove(offset);
  }

  /** The next work of a lane may begin. */
  private void next(Object lane) {
    Step next;
    synchronized (this) {
      Deque<Step> waiting = busyLanes.get(lane);
      next = waiting == null ? null : waiting.poll();
      if (next == null) {
        busyLanes.remove(lane);
        return;
      }
    }
    turns.add(() -> runOrCrash(next));
    turns.run();
  }

  private void runOrCrash(Step step) {
    try {
      run(step);
    } catch (SimulatedCrash crash) {
      backAfterCrash(step.offset());
    }
  }

  /** The process ended and is back: it reads again what was not done. */
  private void backAfterCrash(int offset) {
    readAgainFrom(offset);
    turns.add(this::read);
  }

  private synchronized void readAgainFrom(int offset) {
    busyLanes.values().forEach(waiting -> waiting.forEach(step -> step.work().drop()));
    busyLanes.clear();
    open.tailSet(offset, true).clear();
    position = offset;
  }
}
