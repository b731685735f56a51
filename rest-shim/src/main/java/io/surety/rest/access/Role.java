package io.surety.rest.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody is to the server. Each of the first three may do what the one before it may. */
public enum Role {
  /** Sees every message and registration, but no payload, and changes nothing. */
  VIEWER,
  /**
   * Also decides, redrives, resolves and looks into payloads: what is done when something is stuck.
   */
  OPERATOR,
  /** Also registers, and acts for every application. */
  ADMIN,
  /** A program: sees and acts for its own producers and consumer groups, and for nothing else. */
  APPLICATION;

  /** As it is written in files and tokens: {@code viewer}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role that is written so; empty if there is none. */
  public static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
  }
}
