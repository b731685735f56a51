package io.surety.topology.dispatch;

import io.surety.lifecycle.Signal;
import java.util.function.Consumer;

/** Writes records to destinations. Shared by all tasks of an instance; thread-safe. */
public interface Dispatcher extends AutoCloseable {

  /**
   * Writes one record. Never blocks for long, and never throws for a bad destination.
   *
   * @param onFailure told, at most once and from any thread, when the destination did not take the
   *     record; never told when it did
   */
  void dispatch(DispatchRequest request, Consumer<Signal.DispatchFailed> onFailure);

  /** Writes what is on its way, within a bounded time, and lets the resources go. */
  @Override
  void close();
}
