package io.surety.client.internal.intake;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that this member has, with the progress of each, and their commits. For the
 * reading thread only.
 */
final class Partitions implements ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);

  private final String name;
  private final Consumer<byte[], byte[]> consumer;
  private final IntakeLimits limits;
  private final Map<TopicPartition, Progress> assigned = new HashMap<>();
  private boolean commitIsPending;
  private long lastCommitNanos = System.nanoTime();
  private boolean draining;
  private long drainDeadlineNanos;

  Partitions(String name, Consumer<byte[], byte[]> consumer, IntakeLimits limits) {
    this.name = name;
    this.consumer = consumer;
    this.limits = limits;
  }

  Progress progress(TopicPartition partition) {
    return assigned.computeIfAbsent(partition, unused -> new Progress());
  }

  /** Reads on where there is room, and nowhere else. */
  void hold(boolean isFull) {
    Set<TopicPartition> paused = consumer.paused();
    Set<TopicPartition> toPause = new HashSet<>();
    Set<TopicPartition> toResume = new HashSet<>();
    for (TopicPartition partition : consumer.assignment()) {
      boolean hold = isFull || draining || progress(partition).gap() >= limits.gapMax();
      if (hold != paused.contains(partition)) {
        (hold ? toPause : toResume).add(partition);
      }
    }
    consumer.pause(toPause);
    consumer.resume(toResume);
  }

  /** Nothing begins any more, and nothing is read. */
  void drain() {
    draining = true;
    drainDeadlineNanos = System.nanoTime() + limits.drainTimeout().toNanos();
    assigned.values().forEach(Progress::close);
  }

  /** Whether draining is over, one way or the other. */
  boolean isDrained() {
    return isQuiet() || System.nanoTime() - drainDeadlineNanos >= 0;
  }

  boolean isQuiet() {
    return assigned.values().stream().allMatch(Progress::isQuiet);
  }

  void abandon() {
    assigned.values().forEach(Progress::abandon);
  }

  /** Commits what is done, in the background, if it is time to. */
  void commitDue() {
    long sinceLast = System.nanoTime() - lastCommitNanos;
    if (commitIsPending || sinceLast < limits.commitInterval().toNanos()) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> positions = positions(assigned.keySet());
    if (positions.isEmpty()) {
      return;
    }
    commitIsPending = true;
    lastCommitNanos = System.nanoTime();
    consumer.commitAsync(
        positions,
        (done, failure) -> {
          commitIsPending = false;
          if (failure == null) {
            committed(positions);
          } else {
            LOG.warn("{} could not commit, will try again: {}", name, failure.getMessage());
          }
        });
  }

  /** Commits what is done, and waits for it. */
  void commitNow() {
    commitNow(Set.copyOf(assigned.keySet()));
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    LOG.info("{} reads {}", name, partitions);
    if (draining) {
      consumer.pause(partitions);
    }
  }

  /**
   * The partitions go to another member when this returns. What runs is waited for, so that it is
   * committed and not done again there.
   */
  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    LOG.info("{} gives up {}", name, partitions);
    long deadline =
        draining ? drainDeadlineNanos : System.nanoTime() + limits.drainTimeout().toNanos();
    partitions.forEach(partition -> progress(partition).close());
    try {
      for (TopicPartition partition : partitions) {
        if (!progress(partition).awaitQuiet(deadline)) {
          LOG.warn("{} gives up {} while a handler runs: it will be read again", name, partition);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    commitNow(partitions);
    partitions.forEach(assigned::remove);
  }

  /** The partitions are gone: another member may have them already. */
  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    LOG.warn("{} lost {}: what is not committed is read again", name, partitions);
    partitions.forEach(partition -> progress(partition).close());
    partitions.forEach(assigned::remove);
  }

  private void commitNow(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> positions = positions(partitions);
    if (positions.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(positions, Intake.CLOSE_STEP);
      committed(positions);
    } catch (KafkaException e) {
      LOG.warn("{} could not commit {}, it is read again: {}", name, positions, e.getMessage());
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> positions(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    for (TopicPartition partition : partitions) {
      progress(partition)
          .toCommit()
          .ifPresent(offset -> positions.put(partition, new OffsetAndMetadata(offset)));
    }
    return positions;
  }

  private void committed(Map<TopicPartition, OffsetAndMetadata> positions) {
    positions.forEach(
        (partition, position) -> {
          Progress progress = assigned.get(partition);
          if (progress != null) {
            progress.committed(position.offset());
          }
        });
  }
}
