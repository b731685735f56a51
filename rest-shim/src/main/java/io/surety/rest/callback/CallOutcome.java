package io.surety.rest.callback;

import java.util.Locale;

/**
 * How a callback went. Only those that reached somebody count as answered; after the others nothing
 * is written, and the rules ask again later.
 */
public enum CallOutcome {
  /** An explicit verdict that echoes the question. */
  ANSWERED(true),
  /** An answer that is none: taken as UNKNOWN. */
  NO_VERDICT(true),
  /** No connection, or none with a certificate that holds. */
  NOT_CONNECTED(false),
  /** Not done within the time. */
  TIMED_OUT(false),
  /** The connection ended before the answer did. */
  BROKEN_OFF(false),
  /** The status says that the server is in trouble, or too busy. */
  SERVER_ERROR(false),
  /** The URL or its address must not be called, or its secret is missing: a configuration error. */
  NOT_ALLOWED(false),
  /** Not called: the last calls to this host failed. */
  BREAKER_OPEN(false),
  /** Not called: too much waits for this host already. */
  OVERLOADED(false);

  private final boolean reached;

  CallOutcome(boolean reached) {
    this.reached = reached;
  }

  /** True if somebody was there and said something. */
  boolean isReached() {
    return reached;
  }

  /** True if it says something about how the host is. */
  boolean isFailureOfHost() {
    return switch (this) {
      case NOT_CONNECTED, TIMED_OUT, BROKEN_OFF, SERVER_ERROR -> true;
      case ANSWERED, NO_VERDICT, NOT_ALLOWED, BREAKER_OPEN, OVERLOADED -> false;
    };
  }

  /** Its name in lower case, as labels show it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
