package io.surety.client.internal.send;

import java.util.concurrent.CompletableFuture;

/** Sends records of Surety's topics. Thread-safe. */
@FunctionalInterface
public interface Sender {

  /**
   * Sends a record. The future is completed on a thread that must not be held up (or on this one):
   * with null when it is acknowledged, with {@link io.surety.client.NotDoneException} when it is
   * certain that it was not and will not be written, and otherwise with {@link
   * io.surety.client.OutcomeUnknownException}. Throws nothing.
   */
  CompletableFuture<Void> send(Outgoing outgoing);
}
