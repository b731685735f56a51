package io.surety.embedded;

import java.util.ArrayDeque;
import java.util.Deque;

/** What is open, closed last first, each once; all are closed even if one fails. Thread-safe. */
final class CloseStack implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  synchronized <T extends AutoCloseable> T push(T resource) {
    open.push(resource);
    return resource;
  }

  @Override
  public synchronized void close() {
    EmbeddedKafkaException failed = new EmbeddedKafkaException("The broker did not stop cleanly");
    closeAfter(failed);
    if (failed.getSuppressed().length > 0) {
      throw failed;
    }
  }

  /** Closes all because of this failure, which keeps what else goes wrong as suppressed. */
  synchronized void closeAfter(Throwable failure) {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        failure.addSuppressed(e);
      }
    }
  }
}
