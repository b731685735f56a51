package io.surety.rest.access;

import java.util.Locale;

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
}
