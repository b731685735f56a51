package io.surety.acceptance.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends a message to a destination every 20 ms until it is closed. */
public final class SteadyWriter implements AutoCloseable {
  private final String prefix;
  private final AtomicInteger written = new AtomicInteger();
  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();

  public SteadyWriter(SignalWriter writer, String prefix, String destination) {
    this.prefix = prefix;
    executor.scheduleAtFixedRate(
        () -> writer.write(Signals.send(prefix + "-" + written.getAndIncrement(), destination)),
        0,
        20,
        TimeUnit.MILLISECONDS);
  }

  /** How many messages were sent. */
  public int written() {
    return written.get();
  }

  /** Their ids. */
  public List<String> ids() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < written(); i++) {
      ids.add(prefix + "-" + i);
    }
    return ids;
  }

  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(30, TimeUnit.SECONDS)) {
        throw new AssertionError("the writer of " + prefix + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
