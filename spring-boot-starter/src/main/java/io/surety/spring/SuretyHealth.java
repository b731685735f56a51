package io.surety.spring;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the application's part of the messages is, as every version of Spring Boot shows it.
 *
 * @param isUp false when messages do not leave the outbox, or a consumer has ended
 * @param details for people
 */
record SuretyHealth(boolean isUp, Map<String, Object> details) {

  /** Looks at the outbox and the consumers. */
  @FunctionalInterface
  interface Look {
    /**
     * How it is now.
     *
     * @throws Exception when the database does not say
     */
    SuretyHealth now() throws Exception;
  }

  /**
   * @param depth messages in the outbox
   * @param oldest age of the oldest of them
   * @param ageMax how old it may get
   * @param ended consumers that have ended
   */
  static SuretyHealth of(long depth, Duration oldest, Duration ageMax, long ended) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("outboxDepth", depth);
    details.put("outboxOldestAge", oldest.toString());
    details.put("outboxOldestAgeMax", ageMax.toString());
    details.put("endedListeners", ended);
    return new SuretyHealth(oldest.compareTo(ageMax) <= 0 && ended == 0, details);
  }
}
