package io.surety.cli;

import java.io.PrintWriter;

/** Says something when the process is interrupted, as with Ctrl-C, before it ends. */
public final class DetachNotice implements AutoCloseable {
  private final Thread hook;

  private DetachNotice(Thread hook) {
    this.hook = hook;
  }

  /** From now on until it is closed. */
  public static DetachNotice onInterrupt(PrintWriter err, String notice) {
    Thread hook =
        new Thread(
            () -> {
              err.println();
              err.println(notice);
              err.flush();
            },
            "surety-detach");
    Runtime.getRuntime().addShutdownHook(hook);
    return new DetachNotice(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the notice is being said.
      return;
    }
  }
}
