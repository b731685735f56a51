package io.surety.topology;

import io.surety.topology.log.TaskLog;
import io.surety.topology.log.TaskLogs;
import java.util.HashMap;
import java.util.Map;

/** A horizon that a test sets; by default it is ahead of everything. */
final class FakeLogs implements TaskLogs, TaskLog {
  private final Map<String, Long> processed = new HashMap<>();
  private long horizon = Long.MAX_VALUE;
  private long wanted = Long.MIN_VALUE;
  private boolean lease = true;

  void horizon(long time) {
    horizon = time;
  }

  void lease(boolean held) {
    lease = held;
  }

  /** The latest time that somebody needed the horizon to get to. */
  long wanted() {
    return wanted;
  }

  @Override
  public TaskLog open(int partition) {
    return this;
  }

  @Override
  public void processed(String topic, long offset, long appendTime) {
    processed.put(topic, offset);
  }

  @Override
  public long processedOffset(String topic) {
    return processed.getOrDefault(topic, -1L);
  }

  @Override
  public long horizon() {
    return horizon;
  }

  @Override
  public void wantHorizon(long time) {
    wanted = Math.max(wanted, time);
  }

  @Override
  public boolean isBehind() {
    return false;
  }

  @Override
  public boolean holdsLease() {
    return lease;
  }

  @Override
  public long lastCommit() {
    return 0;
  }
}
