package io.surety.rest.access;

import java.util.Set;

/**
 * Who sent a request. Immutable.
 *
 * @param name as it is written down in the audit log and as the actor of a decision
 * @param producers whose messages an application prepares and decides; of no meaning for others
 * @param groups for which an application reports; of no meaning for others
 */
public record Caller(String name, Role role, Set<String> producers, Set<String> groups) {
  /** Somebody on this machine, as long as nobody has to say who they are. */
  public static final Caller LOCAL = of("anyone@loopback", Role.ADMIN);

  public Caller {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("name must not be empty");
    }
    producers = Set.copyOf(producers);
    groups = Set.copyOf(groups);
  }

  /** A caller who is no application. */
  public static Caller of(String name, Role role) {
    return new Caller(name, role, Set.of(), Set.of());
  }

  /** False as long as nobody has to say who they are. */
  public boolean isKnown() {
    return !equals(LOCAL);
  }

  /** True if what they ask for must be their own. */
  public boolean isApplication() {
    return role == Role.APPLICATION;
  }

  /** True if what this producer sends is theirs, or they are no application. */
  public boolean ownsProducer(String producer) {
    return !isApplication() || producers.contains(producer);
  }

  /** True if what this consumer group does is theirs, or they are no application. */
  public boolean ownsGroup(String group) {
    return !isApplication() || groups.contains(group);
  }
}
