package io.surety.rest.http;

/** How the server is, for those who watch over it. */
public interface ServerState {
  /** False when it will not recover without a restart. */
  boolean isLive();

  /** True when it can take requests. */
  boolean isReady();

  /** What it is doing, as JSON members. */
  java.util.Map<String, Object> details();
}
