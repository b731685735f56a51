package io.surety.rest.access;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Who may call a route. {@code …_OWN} and {@link #SPEAK} admit applications: there the handler also
 * has to see that what they ask for is their own; see {@link Caller}.
 */
public enum Access {
  /** Everybody, without saying who they are: nothing about messages is told. */
  ANYONE(EnumSet.allOf(Role.class)),
  /** For reading what is nobody's in particular. */
  VIEW(EnumSet.of(Role.VIEWER, Role.OPERATOR, Role.ADMIN)),
  /** For reading what may be an application's own. */
  VIEW_OWN(EnumSet.allOf(Role.class)),
  /** For what is done when something is stuck, and for reading payloads. */
  OPERATE(EnumSet.of(Role.OPERATOR, Role.ADMIN)),
  /** The same, where applications may do it to what is theirs. */
  OPERATE_OWN(EnumSet.of(Role.OPERATOR, Role.ADMIN, Role.APPLICATION)),
  /** For what applications say about what is theirs; an administrator may speak for them. */
  SPEAK(EnumSet.of(Role.ADMIN, Role.APPLICATION)),
  /** For what all applications share. */
  ADMINISTER(EnumSet.of(Role.ADMIN));

  private final Set<Role> roles;

  Access(Set<Role> roles) {
    this.roles = Set.copyOf(roles);
  }

  /** The roles of those who may, the one that may least first. */
  public List<Role> roles() {
    return roles.stream().sorted().toList();
  }

  /** True if callers with this role may. */
  public boolean admits(Role role) {
    return roles.contains(role);
  }
}
