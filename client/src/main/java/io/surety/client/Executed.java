package io.surety.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What was executed in this process, the last of it: a message has one decision, so it can decide
 * about one run of the work. A second run that fails would roll back a first one that is committed;
 * one that succeeds would never be confirmed after a first one that failed. Thread-safe.
 */
final class Executed {
  private static final int REMEMBERED = 10_000;

  private final Set<String> ids =
      Collections.synchronizedSet(Collections.newSetFromMap(new Last()));

  /** The oldest goes when there are too many. */
  private static final class Last extends LinkedHashMap<String, Boolean> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > REMEMBERED;
    }
  }

  /**
   * Its work is about to run.
   *
   * @param what for people
   * @throws IllegalStateException when it has run, or runs
   */
  void begin(String id, String what) {
    if (!ids.add(id)) {
      throw new IllegalStateException(
          what
              + " was executed before, and its only decision is about that work; make a new one for"
              + " new work, and leave an unknown outcome to the check-back");
    }
  }

  /** Its work did not run, and nothing of it is decided: it may be tried again. */
  void forget(String id) {
    ids.remove(id);
  }
}
