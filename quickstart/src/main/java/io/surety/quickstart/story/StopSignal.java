package io.surety.quickstart.story;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The wish of the user (Ctrl-C, SIGTERM) that this program ends. Thread-safe. */
public final class StopSignal {
  private final CountDownLatch requested = new CountDownLatch(1);

  /** Ends it; what runs notices at its next pause. */
  public void request() {
    requested.countDown();
  }

  /** Waits this long, or until the end is requested; tells whether it is. */
  public boolean await(Duration time) {
    try {
      return requested.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /**
   * Waits this long.
   *
   * @throws StoppedException at once when the end is requested, before or meanwhile
   */
  public void pause(Duration time) {
    if (await(time)) {
      throw new StoppedException();
    }
  }

  /**
   * Goes on only if the end is not requested.
   *
   * @throws StoppedException if it is
   */
  public void check() {
    pause(Duration.ZERO);
  }
}
