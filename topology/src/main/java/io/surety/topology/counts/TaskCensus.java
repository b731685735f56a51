package io.surety.topology.counts;

import static io.surety.lifecycle.Message.NEVER;

import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Message;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The live messages of one task, counted. Begins with the rows that the task finds when it starts
 * and follows each change, so that it is right after a restart, a rebalance or an aborted
 * transaction, and nothing is ever scanned for it.
 *
 * <p>It also keeps the books of the promise that nothing is stuck silently: what was there or came,
 * less what ended, must have a timer each. {@link #balance} compares the two; they are counted
 * independently.
 *
 * <p>The stream thread writes; any thread may read.
 */
public final class TaskCensus {
  private final Map<Standing, Ages> standings = new EnumMap<>(Standing.class);
  private final Map<String, Map<DeliveryStatus, Ages>> groups = new ConcurrentHashMap<>();
  private final AtomicLong undecided = new AtomicLong();
  private final AtomicLong unreadable = new AtomicLong();
  private final AtomicLong unaccounted = new AtomicLong();
  private volatile boolean isWhole;
  private long expected;

  /** Of a task that has found nothing yet. */
  public TaskCensus() {
    Standing.LIVE.forEach(standing -> standings.put(standing, new Ages()));
  }

  /** A row that was there when the task started. */
  public void found(Message message) {
    changed(Message.absent(message.id()), message);
  }

  /** A row that was there, and cannot be read. */
  public void foundUnreadable() {
    unreadable.lazySet(unreadable.getPlain() + 1);
    expected++;
  }

  /** All rows that were there have been found. */
  public void foundAll() {
    isWhole = true;
  }

  /** False while rows are still being found: what is counted until then is too little. */
  public boolean isWhole() {
    return isWhole;
  }

  /** A message has become another. */
  public void changed(Message before, Message next) {
    if (before.equals(next)) {
      return;
    }
    Standing from = Standing.of(before);
    Standing to = Standing.of(next);
    moved(from, before, to, next);
    if (isUndecided(before) != isUndecided(next)) {
      undecided.lazySet(undecided.getPlain() + (isUndecided(next) ? 1 : -1));
    }
    deliveries(
        isFollowed(from) ? before.deliveries() : List.of(), before,
        isFollowed(to) ? next.deliveries() : List.of(), next);
  }

  /**
   * To be called between signals.
   *
   * @param timers how many messages have a timer
   */
  public void balance(int timers) {
    unaccounted.lazySet(Math.abs(expected - timers));
  }

  /** What was counted, now. */
  public Census census() {
    Map<Standing, Census.Count> byStanding = new EnumMap<>(Standing.class);
    standings.forEach((standing, ages) -> byStanding.put(standing, count(ages)));
    List<Census.Group> byGroup = new ArrayList<>();
    groups.forEach(
        (group, statuses) ->
            statuses.forEach(
                (status, ages) -> byGroup.add(new Census.Group(group, status, count(ages)))));
    return Census.of(byStanding, byGroup, undecided.get(), unreadable.get(), unaccounted.get());
  }

  /** True for a message that was accepted, is live, and that nobody has decided about. */
  public static boolean isUndecided(Message message) {
    return message.content().isPresent()
        && !message.decision().isMade()
        && Standing.of(message).isLive();
  }

  private void moved(Standing from, Message before, Standing to, Message next) {
    if (from == to && (!from.isLive() || from.since(before) == to.since(next))) {
      return;
    }
    Ages left = standings.get(from);
    if (left != null) {
      left.remove(from.since(before));
      expected--;
    }
    Ages entered = standings.get(to);
    if (entered != null) {
      entered.add(to.since(next));
      expected++;
    }
  }

  /** Planned deliveries of a message that waits are not owed to anybody yet. */
  private static boolean isFollowed(Standing standing) {
    return standing == Standing.DELIVERING || standing == Standing.DEAD_LETTERED;
  }

  private void deliveries(List<Delivery> old, Message before, List<Delivery> young, Message next) {
    if (old == young) {
      return;
    }
    for (Delivery delivery : old) {
      if (isCounted(delivery)) {
        ages(delivery).remove(since(delivery, before));
      }
    }
    for (Delivery delivery : young) {
      if (isCounted(delivery)) {
        ages(delivery).add(since(delivery, next));
      }
    }
  }

  private static boolean isCounted(Delivery delivery) {
    return delivery.status().isOpen() || delivery.isUnresolvedDead();
  }

  private static long since(Delivery delivery, Message message) {
    return delivery.status().isOpen() ? Standing.deliverableSince(message) : delivery.settledAt();
  }

  private Ages ages(Delivery delivery) {
    Map<DeliveryStatus, Ages> known = groups.get(delivery.group());
    if (known == null) {
      known = new EnumMap<>(DeliveryStatus.class);
      for (DeliveryStatus status : Census.Group.COUNTED) {
        known.put(status, new Ages());
      }
      groups.put(delivery.group(), known);
    }
    Ages ages = known.get(delivery.status());
    if (ages == null) {
      throw new IllegalStateException("deliveries as " + delivery.status() + " are not counted");
    }
    return ages;
  }

  private static Census.Count count(Ages ages) {
    return new Census.Count(ages.count(), ages.count() == 0 ? NEVER : ages.oldest());
  }
}
