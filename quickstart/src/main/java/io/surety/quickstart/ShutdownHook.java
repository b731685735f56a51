package io.surety.quickstart;

import io.surety.quickstart.screen.Console;
import io.surety.quickstart.story.StopSignal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into a wish to stop, and holds the process until it is fulfilled, up to
 * {@value #WAIT_SECONDS} seconds.
 */
final class ShutdownHook implements AutoCloseable {
  private static final long WAIT_SECONDS = 10;

  private final Console console;
  private final StopSignal stop;
  private final CountDownLatch ended = new CountDownLatch(1);

  private ShutdownHook(Console console, StopSignal stop) {
    this.console = console;
    this.stop = stop;
  }

  static ShutdownHook install(Console console, StopSignal stop) {
    ShutdownHook hook = new ShutdownHook(console, stop);
    Runtime.getRuntime().addShutdownHook(new Thread(hook::run, "quickstart-stop"));
    return hook;
  }

  /** Everything has ended, and the process may too. */
  @Override
  public void close() {
    ended.countDown();
  }

  private void run() {
    if (ended.getCount() == 0) {
      return;
    }
    console.blank();
    console.line("Stopping ...");
    stop.request();
    try {
      if (!ended.await(WAIT_SECONDS, TimeUnit.SECONDS)) {
        console.error(
            "It did not end within "
                + WAIT_SECONDS
                + " s and is cut off. That is safe: it continues where it was, as after a crash.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
