package io.surety.rest.read;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Dead letters by what is wrong: how many, since when, until when, and one of them. Counts at most
 * {@value #GROUPS_MAX} kinds; the rest is one kind, named {@value #OTHERS}. Not thread-safe.
 */
public final class DeadLetterGroups {
  static final int GROUPS_MAX = 1_000;

  /** Stands for the kinds that are too many to be told apart. */
  public static final String OTHERS = "others";

  private final Map<String, Group> groups = new LinkedHashMap<>();

  /**
   * One kind.
   *
   * @param firstAt when the first of them died, epoch ms
   * @param lastAt when the last of them died, epoch ms
   * @param sample one of them: the last
   */
  public record Group(
      String fingerprint, long count, long firstAt, long lastAt, DeadLetter sample) {
    Group plus(Group other) {
      Group later = other.lastAt > lastAt ? other : this;
      return new Group(
          fingerprint,
          count + other.count,
          Math.min(firstAt, other.firstAt),
          later.lastAt,
          later.sample);
    }
  }

  /** One more. */
  public void add(DeadLetter dead) {
    boolean isKnown = groups.containsKey(dead.fingerprint());
    String name = isKnown || groups.size() < GROUPS_MAX ? dead.fingerprint() : OTHERS;
    groups.merge(name, new Group(name, 1, dead.deadAt(), dead.deadAt(), dead), Group::plus);
  }

  /** All kinds, in the order in which they were met. */
  public Iterable<Group> all() {
    return groups.values();
  }
}
