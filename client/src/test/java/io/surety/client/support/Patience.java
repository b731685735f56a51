package io.surety.client.support;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits for an effect, long enough for a machine that is busy with other things. */
public final class Patience {
  private Patience() {}

  public static ConditionFactory await(String effect) {
    return Awaitility.await(effect)
        .atMost(Duration.ofSeconds(120))
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(5));
  }
}
