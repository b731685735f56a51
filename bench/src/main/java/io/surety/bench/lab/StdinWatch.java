package io.surety.bench.lab;

import java.io.IOException;
import java.io.OutputStream;

/** Ends this process at once when its stdin closes: whoever started it is gone. */
public final class StdinWatch {
  private StdinWatch() {}

  /** Watches from now on, in a thread of its own. */
  public static void start() {
    Thread watch =
        new Thread(
            () -> {
              try {
                System.in.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                // As good as closed.
              }
              Runtime.getRuntime().halt(1);
            },
            "stdin-watch");
    watch.setDaemon(true);
    watch.start();
  }
}
