package io.surety.bench.load;

import java.util.function.LongConsumer;

/**
 * The thread that begins messages: at a rate, whatever becomes of them (an open loop), or as many
 * as go with so many of them open.
 */
public final class Generator {
  private final Ledger ledger;
  private final LongConsumer begin;
  private final Pace pace;
  private final Thread thread;
  private volatile boolean closing;

  private Generator(Workload workload, Ledger ledger, LongConsumer begin) {
    this.ledger = ledger;
    this.begin = begin;
    this.pace = new Pace(workload.rate());
    // At a fixed rate nothing holds the load back: that is what makes it honest.
    ledger.openAtMost(workload.isSaturation() ? workload.openMax() : Integer.MAX_VALUE);
    this.thread = new Thread(this::run, "load");
    thread.setDaemon(true);
  }

  /** Begins at once; {@code begin} gets the number of each message. */
  public static Generator start(Workload workload, Ledger ledger, LongConsumer begin) {
    Generator generator = new Generator(workload, ledger, begin);
    generator.thread.start();
    return generator;
  }

  private void run() {
    try {
      while (!closing) {
        ledger.awaitRoom();
        long intendedAt = pace.await();
        if (!closing) {
          begin.accept(ledger.begin(intendedAt));
        }
      }
    } catch (RuntimeException e) {
      ledger.fail("the load ended: " + e);
    }
  }

  /** Begins no more. */
  public void stop() {
    closing = true;
    ledger.letIn();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
