package io.surety.topology;

import io.surety.lifecycle.Message;
import io.surety.topology.counts.Census;
import io.surety.topology.counts.TaskCensus;
import io.surety.topology.log.PartitionHorizon;
import io.surety.topology.log.TaskLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far the tasks of this instance are. {@code RUNNING} is not health: progress is. Thread-safe.
 */
public final class TaskProgress {
  private final Map<Integer, Tracked> tasks = new ConcurrentHashMap<>();

  /**
   * One task.
   *
   * @param startedAt when it started here, epoch ms
   * @param horizon everything appended before has been processed, epoch ms; {@code Long.MIN_VALUE}
   *     if that is not known yet
   * @param isBehind true if signals are known to wait
   * @param lastCommit when the task's thread last committed offsets, epoch ms; 0 if it has not
   * @param live messages something is still to happen to
   * @param firstDue when the next of them is due, epoch ms; {@link Message#NEVER} for none
   */
  public record Progress(
      long startedAt, long horizon, boolean isBehind, long lastCommit, int live, long firstDue) {

    /**
     * How long the oldest signal that is known to wait has been waiting at most, ms. Of a task that
     * has processed nothing yet it is only known how long it has been here.
     */
    public long ageOfOldestUnprocessedMs(long now) {
      long since = horizon == PartitionHorizon.UNKNOWN ? startedAt : horizon;
      return isBehind ? Math.max(0, now - since) : 0;
    }

    /** How long the most overdue timer has been waiting, ms. */
    public long mostOverdueTimerMs(long now) {
      return Math.max(0, now - firstDue);
    }
  }

  /**
   * The active tasks of this instance by partition. Asks for the horizon to be brought up to {@code
   * now}, so that a later call knows it.
   *
   * @param now epoch ms
   */
  public Map<Integer, Progress> of(long now) {
    Map<Integer, Progress> all = new TreeMap<>();
    tasks.forEach(
        (partition, task) -> {
          task.log.wantHorizon(now);
          all.put(partition, task.progress());
        });
    return all;
  }

  /**
   * The last offset processed in a signal partition; -1 if none since the task started, or if it is
   * not here.
   */
  public long processedOffset(String topic, int partition) {
    Tracked task = tasks.get(partition);
    return task == null ? -1 : task.log.processedOffset(topic);
  }

  /**
   * Parks the calling thread until the record at this offset of a signal partition has been
   * processed here, or for so long. May return earlier, without a reason.
   */
  public void parkUntilProcessed(String topic, int partition, long offset, Duration max) {
    Tracked task = tasks.get(partition);
    if (task != null) {
      task.waits.park(topic, offset, max, () -> task.log.processedOffset(topic) < offset);
    }
  }

  /**
   * Everything appended to the partition's signal topics before this time has been processed here;
   * epoch ms, 0 if that is not known, or if the partition is not here.
   */
  public long asOf(int partition) {
    Tracked task = tasks.get(partition);
    return task == null ? 0 : Math.max(0, task.log.horizon());
  }

  /** Somebody needs {@link #asOf} to get to this time. */
  public void wantHorizon(int partition, long time) {
    Tracked task = tasks.get(partition);
    if (task != null) {
      task.log.wantHorizon(time);
    }
  }

  /**
   * Stands for the run of the partition's task, which begins when its stores are restored and ends
   * before they are closed; empty while there is none here. Another run is not equal to it.
   */
  public Optional<Object> run(int partition) {
    return Optional.ofNullable(tasks.get(partition));
  }

  /** The partitions whose tasks run here, rising. */
  public List<Integer> partitions() {
    return tasks.keySet().stream().sorted().toList();
  }

  /** The live messages of this instance's active tasks, counted. */
  public Census census() {
    return Census.sum(censuses().values());
  }

  /** The same by partition; a task that still reads its rows is not there yet. */
  public Map<Integer, Census> censuses() {
    Map<Integer, Census> all = new TreeMap<>();
    tasks.forEach(
        (partition, task) -> {
          if (task.census.isWhole()) {
            all.put(partition, task.census.census());
          }
        });
    return all;
  }

  Tracked start(int partition, TaskLog log, TaskCensus census, long now) {
    Tracked task = new Tracked(log, census, now);
    tasks.put(partition, task);
    return task;
  }

  void end(int partition, Tracked task) {
    tasks.remove(partition, task);
  }

  /** What a task says of itself, on its thread. */
  static final class Tracked {
    private final TaskLog log;
    private final TaskCensus census;
    private final SignalWaits waits = new SignalWaits();
    private final long startedAt;
    private volatile int live;
    private volatile long firstDue = Message.NEVER;

    private Tracked(TaskLog log, TaskCensus census, long startedAt) {
      this.log = log;
      this.census = census;
      this.startedAt = startedAt;
    }

    void processed(String topic, long offset) {
      waits.processed(topic, offset);
    }

    void timers(int count, long first) {
      live = count;
      firstDue = first;
    }

    private Progress progress() {
      return new Progress(
          startedAt, log.horizon(), log.isBehind(), log.lastCommit(), live, firstDue);
    }
  }
}
