package io.surety.topology;

import io.surety.lifecycle.Policies;
import io.surety.schemas.Codec;
import io.surety.schemas.Topics;
import io.surety.topology.dispatch.Dispatcher;
import io.surety.topology.log.TaskLogs;

/**
 * What the topology is put together from. All of it is shared by the tasks of an instance, so all
 * of it is thread-safe.
 *
 * @param settings from the configuration
 * @param topics names of our topics
 * @param partitions of each signal topic
 * @param codec for values of our topics
 * @param policies what is registered
 * @param gate how fresh that is
 * @param registry the global store behind it
 * @param dispatcher writes to destinations; closed by whoever made it
 * @param logs what tasks know of the log they read
 * @param metrics counts
 * @param progress told how far the tasks are
 */
public record CoordinatorParts(
    CoreSettings settings,
    Topics topics,
    int partitions,
    Codec codec,
    Policies policies,
    RegistryGate gate,
    RegistryStore registry,
    Dispatcher dispatcher,
    TaskLogs logs,
    CoordinatorMetrics metrics,
    TaskProgress progress) {
  public CoordinatorParts {
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions must be >= 1, was " + partitions);
    }
  }
}
