package io.surety.topology.counts;

import static io.surety.lifecycle.Message.NEVER;

import io.surety.lifecycle.DeliveryStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The live messages of some partitions, counted. Immutable. Not one instant's: counting goes on
 * while it is put together.
 *
 * @param standings for every live standing, how many messages stand there
 * @param groups deliveries by group and status, sorted by group, of every group that was met since
 *     the tasks started
 * @param undecided messages accepted and neither decided nor ended
 * @param unreadable rows that cannot be read; they are set aside again and again
 * @param unaccounted messages that are to go on without a timer that would see to it, or timers
 *     without such a message; anything but 0 is a defect of the coordinator
 */
public record Census(
    Map<Standing, Count> standings,
    List<Group> groups,
    long undecided,
    long unreadable,
    long unaccounted) {

  /** Nothing is here. */
  public static final Census NONE = of(Map.of(), List.of(), 0, 0, 0);

  public Census {
    Map<Standing, Count> copy = new EnumMap<>(Standing.class);
    copy.putAll(standings);
    standings = Collections.unmodifiableMap(copy);
    groups = List.copyOf(groups);
  }

  /**
   * How many, and the oldest of them.
   *
   * @param oldestSince since when the oldest is there, epoch ms to a second; {@code NEVER} if none
   */
  public record Count(long count, long oldestSince) {
    /** None. */
    public static final Count NONE = new Count(0, NEVER);

    /** How long the oldest has been there, ms; 0 if there is none. */
    public long oldestAgeMs(long now) {
      return Math.max(0, now - oldestSince);
    }

    /** Both together. */
    public Count plus(Count other) {
      return new Count(count + other.count, Math.min(oldestSince, other.oldestSince));
    }
  }

  /**
   * Deliveries of one group in one status. Open ones are there since the message may be delivered,
   * whatever has been tried since; dead ones since they died.
   */
  public record Group(String group, DeliveryStatus status, Count count) {
    /** The statuses that are counted: those in which the group has not got its message. */
    static final List<DeliveryStatus> COUNTED =
        List.of(
            DeliveryStatus.DISPATCHED,
            DeliveryStatus.RECEIVED,
            DeliveryStatus.WAITING,
            DeliveryStatus.DEAD);
  }

  static Census of(
      Map<Standing, Count> standings,
      List<Group> groups,
      long undecided,
      long unreadable,
      long unaccounted) {
    Map<Standing, Count> all = new EnumMap<>(Standing.class);
    Standing.LIVE.forEach(standing -> all.put(standing, Count.NONE));
    all.putAll(standings);
    return new Census(all, groups, undecided, unreadable, unaccounted);
  }

  /** All of them together. */
  public static Census sum(Collection<Census> parts) {
    Map<Standing, Count> standings = new EnumMap<>(Standing.class);
    Map<String, Map<DeliveryStatus, Count>> groups = new TreeMap<>();
    long undecided = 0;
    long unreadable = 0;
    long unaccounted = 0;
    for (Census part : parts) {
      part.standings.forEach((standing, count) -> standings.merge(standing, count, Count::plus));
      for (Group group : part.groups) {
        groups
            .computeIfAbsent(group.group, name -> new EnumMap<>(DeliveryStatus.class))
            .merge(group.status, group.count, Count::plus);
      }
      undecided += part.undecided;
      unreadable += part.unreadable;
      unaccounted += part.unaccounted;
    }
    return of(standings, list(groups), undecided, unreadable, unaccounted);
  }

  private static List<Group> list(Map<String, Map<DeliveryStatus, Count>> groups) {
    List<Group> list = new ArrayList<>();
    groups.forEach(
        (group, statuses) ->
            statuses.forEach((status, count) -> list.add(new Group(group, status, count))));
    return list;
  }

  /** How many messages stand there, and the oldest. */
  public Count standing(Standing standing) {
    return standings.getOrDefault(standing, Count.NONE);
  }

  /** All live messages, those that cannot be read included. */
  public long live() {
    return unreadable + standings.values().stream().mapToLong(Count::count).sum();
  }
}
