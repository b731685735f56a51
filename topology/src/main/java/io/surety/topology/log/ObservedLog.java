package io.surety.topology.log;

import java.util.Map;

/** The log as its consumer and its task see it. */
record ObservedLog(Lease lease, Map<String, PartitionHorizon> horizons) implements TaskLog {

  @Override
  public void processed(String topic, long offset, long appendTime) {
    of(topic).processed(offset, appendTime);
  }

  @Override
  public long processedOffset(String topic) {
    return of(topic).processedOffset();
  }

  @Override
  public long horizon() {
    long earliest = Long.MAX_VALUE;
    for (PartitionHorizon horizon : horizons.values()) {
      earliest = Math.min(earliest, horizon.time());
    }
    return earliest;
  }

  @Override
  public void wantHorizon(long time) {
    horizons.values().forEach(horizon -> horizon.want(time));
  }

  @Override
  public boolean isBehind() {
    return horizons.values().stream().anyMatch(PartitionHorizon::isBehind);
  }

  @Override
  public boolean holdsLease() {
    return lease.isHeld(Moment.now());
  }

  @Override
  public long lastCommit() {
    return lease.lastCommit();
  }

  private PartitionHorizon of(String topic) {
    PartitionHorizon horizon = horizons.get(topic);
    if (horizon == null) {
      throw new IllegalStateException("'" + topic + "' is not a signal topic of this task");
    }
    return horizon;
  }
}
