package io.surety.client.internal.send;

import io.surety.client.NotDoneException;
import io.surety.client.OutcomeUnknownException;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * One send whose answer is awaited, and the place where "not done" and "unknown" are told apart.
 *
 * <p>Kafka hands every error to the callback, with the same types whether the record was never
 * accepted (no metadata, no buffer, too large) or was on the wire when the time was up. But the
 * former it does within {@code send}, on the caller's thread, and then the record was never put
 * into a batch: it is definitely not done. What comes later, from the I/O thread, is unknown,
 * unless the broker said that it refuses the record.
 */
final class PendingSend implements Callback {
  private final CompletableFuture<Void> result = new CompletableFuture<>();
  private final Outgoing outgoing;
  private volatile @Nullable Thread sending = Thread.currentThread();

  PendingSend(Outgoing outgoing) {
    this.outgoing = outgoing;
  }

  CompletableFuture<Void> result() {
    return result;
  }

  /** The call of {@code send} is over. */
  void returned() {
    sending = null;
  }

  @Override
  public void onCompletion(RecordMetadata metadata, @Nullable Exception failure) {
    if (failure == null) {
      result.complete(null);
    } else if (sending == Thread.currentThread() || Refusals.isRefusal(failure)) {
      notAccepted(failure);
    } else {
      result.completeExceptionally(unknown(failure));
    }
  }

  void notAccepted(Exception failure) {
    result.completeExceptionally(
        new NotDoneException(
            "could not " + outgoing.intent().what() + ": " + Sentences.of(failure),
            Refusals.remedy(failure, outgoing.topic()),
            failure));
  }

  private OutcomeUnknownException unknown(Exception failure) {
    return new OutcomeUnknownException(
        "it is not known whether it could "
            + outgoing.intent().what()
            + ": "
            + Sentences.of(failure),
        outgoing.intent().ifUnknown(),
        failure);
  }
}
