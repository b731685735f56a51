package io.surety.topology.registry;

import io.surety.topology.RegistryGate;
import io.surety.topology.log.EndOffsetSampler;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Knows how old this instance's copy of the registry can be at most.
 *
 * <pre>
 *   S: asked where the registry ends      E: the answer
 *   ──┬─────────────────────────────────────┬───────────────▶ time
 *     └ everything registered before S lies before E
 *       once the reader's position is at E, the copy has it all: it is at most (now − S) old
 * </pre>
 *
 * <p>Times are this machine's monotonic clock, so brokers' clocks do not matter: a decision that is
 * being processed was appended before now, and so needs nothing newer than now. Thread-safe.
 */
public final class RegistryFreshness implements RegistryGate, EndOffsetSampler.Reader {
  private static final Duration SAMPLE_AGE_MAX = Duration.ofMillis(300);

  /** One question in vain, and a slow answer, must not make a decision wait. */
  private static final int SAMPLES_IN_STALENESS = 4;

  private static final Duration WAIT_MAX = Duration.ofSeconds(5);
  private static final long PAUSE_MAX_MS = 50;

  private final long stalenessMaxNanos;
  private final long sampleAgeNanos;
  private final LongSupplier nanoClock;
  private final Map<TopicPartition, Reached> partitions = new HashMap<>();
  private volatile boolean isKnown;
  private volatile long completeAtNanos;

  /**
   * Nothing is known yet.
   *
   * @param stalenessMax how old the copy may be when a decision is judged by it
   * @param nanoClock as {@link System#nanoTime}
   */
  public RegistryFreshness(Duration stalenessMax, LongSupplier nanoClock) {
    this.stalenessMaxNanos = stalenessMax.toNanos();
    this.sampleAgeNanos =
        Math.min(SAMPLE_AGE_MAX.toNanos(), stalenessMaxNanos / SAMPLES_IN_STALENESS);
    this.nanoClock = nanoClock;
  }

  /** How often it has to be looked at what is {@link #wanted}. */
  public Duration sampleAge() {
    return Duration.ofNanos(sampleAgeNanos);
  }

  /** The partitions of the registry. To be told before the first question. */
  public synchronized void partitions(Set<TopicPartition> all) {
    all.forEach(partition -> partitions.put(partition, new Reached()));
  }

  /** True if the copy is fresh enough to judge a decision. */
  public boolean isFresh() {
    return isKnown && nanoClock.getAsLong() - completeAtNanos <= stalenessMaxNanos;
  }

  /** True if the record at this offset is in the copy. */
  public synchronized boolean hasRead(int partition, long offset) {
    return partitions.entrySet().stream()
        .anyMatch(
            entry -> entry.getKey().partition() == partition && entry.getValue().position > offset);
  }

  /** How old the copy can be at most; empty before it was complete for the first time. */
  public Optional<Duration> age() {
    return isKnown
        ? Optional.of(Duration.ofNanos(nanoClock.getAsLong() - completeAtNanos))
        : Optional.empty();
  }

  /**
   * Returns at once while the copy is fresh, whatever the time of the decision.
   *
   * @throws TimeoutException when it does not become so within 5 s
   */
  @Override
  public void awaitCaughtUp(long time) {
    if (!isFresh()) {
      awaitFresh();
    }
  }

  private synchronized void awaitFresh() {
    long started = nanoClock.getAsLong();
    try {
      while (!isFresh()) {
        long remainingMs = WAIT_MAX.minusNanos(nanoClock.getAsLong() - started).toMillis();
        if (remainingMs <= 0) {
          throw stale();
        }
        wait(Math.min(remainingMs, PAUSE_MAX_MS));
      }
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private TimeoutException stale() {
    return new TimeoutException(
        "the copy of the registry is older than "
            + Duration.ofNanos(stalenessMaxNanos).toMillis()
            + " ms; the decision waits until it has caught up");
  }

  /** Partitions whose last question is so old that it is time for the next. */
  @Override
  public synchronized Set<TopicPartition> wanted() {
    long now = nanoClock.getAsLong();
    Set<TopicPartition> wanted = new HashSet<>();
    partitions.forEach(
        (partition, reached) -> {
          if (reached.isDue(now, sampleAgeNanos)) {
            wanted.add(partition);
          }
        });
    return wanted;
  }

  @Override
  public synchronized void sampled(TopicPartition partition, long time, long end) {
    Reached reached = partitions.get(partition);
    if (reached != null) {
      reached.answered(end);
      changed();
    }
  }

  /** Everything before this offset is in the copy. */
  synchronized void position(TopicPartition partition, long offset) {
    Reached reached = partitions.get(partition);
    if (reached != null) {
      reached.at(offset);
      changed();
    }
  }

  private void changed() {
    if (partitions.values().stream().allMatch(reached -> reached.isKnown)) {
      completeAtNanos =
          partitions.values().stream()
              .map(reached -> reached.completeAtNanos)
              // Differences, because the monotonic clock may pass from positive to negative.
              .reduce((one, other) -> one - other < 0 ? one : other)
              .orElseThrow();
      isKnown = true;
      notifyAll();
    }
  }

  /** What is known of one partition; guarded by the freshness it belongs to. */
  private static final class Reached {
    private boolean isAsked;
    private long askedNanos;
    private boolean isWaiting;
    private long waitingNanos;
    private long waitingEnd;
    private long position = -1;
    private boolean isKnown;
    private long completeAtNanos;

    boolean isDue(long now, long ageNanos) {
      boolean isDue = !isAsked || now - askedNanos >= ageNanos;
      if (isDue) {
        isAsked = true;
        askedNanos = now;
      }
      return isDue;
    }

    // Each question is answered before the next one is asked, so this is the end as it was after
    // askedNanos. One that is not reached yet stays: under steady traffic the newest never would
    // be.
    void answered(long end) {
      if (!isWaiting) {
        isWaiting = true;
        waitingNanos = askedNanos;
        waitingEnd = end;
        settle();
      }
    }

    void at(long offset) {
      position = offset;
      settle();
    }

    private void settle() {
      if (isWaiting && position >= waitingEnd) {
        isWaiting = false;
        isKnown = true;
        completeAtNanos = waitingNanos;
      }
    }
  }
}
