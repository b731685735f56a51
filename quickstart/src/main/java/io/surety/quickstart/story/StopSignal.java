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

  /** True from the first request on. */
  public boolean isRequested() {
    return requested.getCount() == 0;
  }

  /** Returns at the request. */
  public void await() {
    try {
      requested.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits this long.
   *
   * @throws StoppedException at once when the end is requested, before or meanwhile
   */
  public void pause(Duration time) {
    try {
      if (requested.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new StoppedException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
