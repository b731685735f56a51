package io.surety.rest.redrive;

import io.surety.schemas.avro.RedriveControl;
import io.surety.schemas.avro.RedriveItem;
import io.surety.schemas.avro.RedriveJob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A job: what it is to do, what is wanted of it, and what has become of it. Its state is told from
 * these and is written nowhere, so that nobody can disagree about it. Thread-safe.
 */
public final class Redrive {
  /** Items in one record: few enough for the smallest records that a coordinator takes. */
  public static final int CHUNK_ITEMS = 200;

  /** Items of one job. */
  public static final int ITEMS_MAX = 20_000;

  private final RedriveJob job;
  private final List<RedriveItem> items;
  private final ItemOutcome[] outcomes;
  private final int[] counts = new int[ItemState.values().length];
  private final Set<Integer> behind = new TreeSet<>();
  private Wanted wanted = Wanted.RUN;
  private int failuresAccepted;
  private long changedAt;

  /** What an operator wants of a job. */
  public enum Wanted {
    RUN,
    PAUSE,
    CANCEL
  }

  Redrive(RedriveJob job, List<RedriveItem> items) {
    this.job = job;
    this.items = List.copyOf(items);
    this.outcomes = new ItemOutcome[items.size()];
    Arrays.fill(outcomes, ItemOutcome.PENDING);
    counts[ItemState.PENDING.ordinal()] = outcomes.length;
    changedAt = job.getCreatedAt();
  }

  /** What it is to do. */
  public RedriveJob job() {
    return job;
  }

  /** What it sends, in this order. */
  public List<RedriveItem> items() {
    return items;
  }

  /** What has become of an item. */
  public synchronized ItemOutcome outcome(int item) {
    return outcomes[item];
  }

  /** How many items are how far. */
  public synchronized Map<ItemState, Integer> counts() {
    Map<ItemState, Integer> all = new EnumMap<>(ItemState.class);
    for (ItemState state : ItemState.values()) {
      all.put(state, count(state));
    }
    return all;
  }

  /** When something was last written about it, epoch ms. */
  public synchronized long changedAt() {
    return changedAt;
  }

  /** How far it is. */
  public synchronized RedriveState state() {
    if (wanted == Wanted.CANCEL) {
      return RedriveState.CANCELLED;
    }
    if (isAllEnded()) {
      return count(ItemState.FAILED) > 0
          ? RedriveState.COMPLETED_WITH_FAILURES
          : RedriveState.COMPLETED;
    }
    if (wanted == Wanted.PAUSE) {
      return RedriveState.PAUSED;
    }
    return hasFailedTooOften() ? RedriveState.STOPPED : RedriveState.RUNNING;
  }

  private boolean hasFailedTooOften() {
    int failures = count(ItemState.FAILED) - failuresAccepted;
    boolean isOverLimit = job.getStopAfterFailures() > 0 && failures >= job.getStopAfterFailures();
    return isOverLimit || (awaitsCanary() && failures > 0);
  }

  /** True until one was consumed, where the others depend on that. */
  private boolean awaitsCanary() {
    return job.getCanary() && count(ItemState.SUCCEEDED) == 0;
  }

  /** How many more may be sent now, whatever the rate. */
  synchronized int mayBeSent() {
    if (state() != RedriveState.RUNNING) {
      return 0;
    }
    return awaitsCanary()
        ? Math.min(count(ItemState.PENDING), Math.max(0, 1 - count(ItemState.SENT)))
        : count(ItemState.PENDING);
  }

  /** True while something is to be sent, or was sent and is to be followed. */
  synchronized boolean needsWork() {
    return count(ItemState.SENT) > 0 || mayBeSent() > 0 || !behind.isEmpty();
  }

  /** True when nothing more will be written about it. */
  synchronized boolean isOver() {
    return state().isFinal() && count(ItemState.SENT) == 0;
  }

  /** Up to so many items in this state, in order, from this one on and round to it again. */
  synchronized List<Integer> next(ItemState state, int from, int max) {
    List<Integer> found = new ArrayList<>();
    int wantedCount = Math.min(max, count(state));
    for (int i = 0; i < outcomes.length && found.size() < wantedCount; i++) {
      int item = (from + i) % outcomes.length;
      if (outcomes[item].state() == state) {
        found.add(item);
      }
    }
    return found;
  }

  /** What a control that resumes it is to accept, so that it does not stop again at once. */
  public synchronized int failures() {
    return count(ItemState.FAILED);
  }

  /** What a control that does not resume it is to repeat. */
  public synchronized int failuresAccepted() {
    return failuresAccepted;
  }

  /** In how many records its items are. */
  public int chunks() {
    return chunkOf(items.size() - 1) + 1;
  }

  static int chunkOf(int item) {
    return item / CHUNK_ITEMS;
  }

  /** Outcomes of a chunk, with these where they are further than those that are known. */
  synchronized List<ItemOutcome> chunk(int chunk, Map<Integer, ItemOutcome> changes) {
    List<ItemOutcome> all = new ArrayList<>();
    int end = Math.min(outcomes.length, (chunk + 1) * CHUNK_ITEMS);
    for (int i = chunk * CHUNK_ITEMS; i < end; i++) {
      all.add(outcomes[i].furthest(changes.getOrDefault(i, outcomes[i])));
    }
    return all;
  }

  /**
   * Chunks whose newest record says less than is known here: somebody wrote it who did not know
   * better. They are to be written again, since compaction leaves the newest only.
   */
  synchronized Collection<Integer> behind() {
    return List.copyOf(behind);
  }

  synchronized void learn(int chunk, List<ItemOutcome> read) {
    boolean isBehind = false;
    for (int i = 0; i < read.size(); i++) {
      int item = chunk * CHUNK_ITEMS + i;
      if (item < outcomes.length) {
        counts[outcomes[item].state().ordinal()]--;
        outcomes[item] = outcomes[item].furthest(read.get(i));
        counts[outcomes[item].state().ordinal()]++;
        isBehind |= outcomes[item].state() != read.get(i).state();
        changedAt = Math.max(changedAt, read.get(i).at());
      }
    }
    if (isBehind) {
      behind.add(chunk);
    } else {
      behind.remove(chunk);
    }
  }

  synchronized void learn(RedriveControl control) {
    changedAt = Math.max(changedAt, control.getAt());
    if (wanted != Wanted.CANCEL) {
      wanted = Wanted.valueOf(control.getWanted());
      failuresAccepted = Math.max(failuresAccepted, control.getFailuresAccepted());
    }
  }

  private boolean isAllEnded() {
    return count(ItemState.PENDING) + count(ItemState.SENT) == 0;
  }

  private int count(ItemState state) {
    return counts[state.ordinal()];
  }
}
