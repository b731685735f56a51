package io.surety.topology;

import io.surety.topology.registry.RegistryFreshness;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;

/** Judges how a coordinator gets on. */
final class HealthCheck {
  /** Brokers that were silent for longer make the instance unready. */
  private static final Duration SILENCE_MAX = Duration.ofSeconds(30);

  private final CoordinatorStreams streams;
  private final TaskProgress progress;
  private final RegistryFreshness registry;

  HealthCheck(CoordinatorStreams streams, TaskProgress progress, RegistryFreshness registry) {
    this.streams = streams;
    this.progress = progress;
    this.registry = registry;
  }

  Health at(long now) {
    KafkaStreams.State state = streams.streams().state();
    List<Health.Partition> partitions =
        progress.of(now).entrySet().stream()
            .map(task -> partition(task.getKey(), task.getValue(), now))
            .toList();
    return new Health(state.name(), isLive(state), isReady(state), now, partitions);
  }

  private static Health.Partition partition(int partition, TaskProgress.Progress task, long now) {
    return new Health.Partition(
        partition,
        Math.max(0, task.horizon()),
        task.ageOfOldestUnprocessedMs(now),
        task.lastCommit(),
        task.mostOverdueTimerMs(now),
        task.live());
  }

  private static boolean isLive(KafkaStreams.State state) {
    return switch (state) {
      case CREATED, REBALANCING, RUNNING -> true;
      case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> false;
    };
  }

  private boolean isReady(KafkaStreams.State state) {
    return isLive(state)
        && streams.hasRun()
        && registry.age().filter(age -> age.compareTo(SILENCE_MAX) < 0).isPresent();
  }
}
