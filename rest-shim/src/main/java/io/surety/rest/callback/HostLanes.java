package io.surety.rest.callback;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * A lane for each host that is called. Hosts come and go, and a star on the list of targets admits
 * any number of them, so a lane that is idle is dropped when the next call comes. Thread-safe.
 */
final class HostLanes {
  private final Executor executor;
  private final int perHostMax;
  private final LongSupplier nanos;
  private final Map<String, HostLane> lanes = new ConcurrentHashMap<>();

  HostLanes(Executor executor, int perHostMax, LongSupplier nanos) {
    this.executor = executor;
    this.perHostMax = perHostMax;
    this.nanos = nanos;
  }

  /** Takes a call to a host, or turns it away. */
  void add(String host, HostLane.Call call) {
    dropIdle();
    // The call is in its lane before anybody can find the lane idle.
    lanes.compute(
        host,
        (name, known) -> {
          HostLane lane = known == null ? new HostLane(executor, perHostMax, nanos) : known;
          lane.add(call);
          return lane;
        });
  }

  private void dropIdle() {
    for (String host : lanes.keySet()) {
      lanes.computeIfPresent(host, (name, lane) -> lane.isIdle() ? null : lane);
    }
  }

  int waiting() {
    return lanes.values().stream().mapToInt(HostLane::waiting).sum();
  }

  int heldBack() {
    return (int) lanes.values().stream().filter(HostLane::isOpen).count();
  }

  /** Hosts with a lane. */
  int size() {
    return lanes.size();
  }
}
