package io.surety.client;

import io.surety.client.internal.Connection;
import io.surety.client.internal.send.Outgoing;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Prepares all messages of a bundle, or none.
 *
 * <pre>
 * all stored ─────────────────────────────────────────────────▶ done
 * none stored, for certain ───────────────────────────────────▶ NotDoneException
 * some stored, or not known ──▶ roll back ── done ────────────▶ NotDoneException
 *                                   └─ not done, unknown ─────▶ OutcomeUnknownException
 * </pre>
 */
final class BundlePrepare {
  private final Bundle bundle;
  private final Signals signals;
  private final Connection connection;
  private final CompletableFuture<String> result = new CompletableFuture<>();

  BundlePrepare(Bundle bundle, Signals signals, Connection connection) {
    this.bundle = bundle;
    this.signals = signals;
    this.connection = connection;
  }

  /**
   * Completes with the bundle's id, on a thread of the client.
   *
   * @throws NotDoneException when a message is larger than the coordinator takes; nothing was sent
   */
  CompletableFuture<String> run() {
    List<Outgoing> records =
        bundle.messages().stream().map(message -> signals.prepare(message, Mode.PREPARE)).toList();
    List<CompletableFuture<Void>> sent =
        records.stream().map(record -> connection.producer().send(record)).toList();
    CompletableFuture<Void> answered =
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).handle((all, e) -> null);
    connection
        .callbacks()
        .complete(answered, () -> failures(sent))
        .thenAccept(failures -> answered(failures))
        .whenComplete((done, defect) -> ended(defect));
    return result;
  }

  private static List<SuretyException> failures(List<CompletableFuture<Void>> sent) {
    List<SuretyException> failures = new ArrayList<>();
    for (CompletableFuture<Void> one : sent) {
      one.whenComplete(
          (done, failure) -> {
            if (failure instanceof SuretyException known) {
              failures.add(known);
            }
          });
    }
    return failures;
  }

  private void answered(List<SuretyException> failures) {
    if (failures.isEmpty()) {
      result.complete(bundle.id());
    } else if (failures.size() == bundle.messages().size()
        && failures.stream().allMatch(NotDoneException.class::isInstance)) {
      result.completeExceptionally(notDone(failures.get(0), ""));
    } else {
      rollBack(failures.get(0));
    }
  }

  private void rollBack(SuretyException failure) {
    String anyOfThem = bundle.messages().get(0).id();
    Outgoing rollBack =
        signals.decide(
            "roll back", anyOfThem, Decision.ROLL_BACK, "not all of the bundle was prepared");
    connection
        .callbacks()
        .complete(connection.producer().send(rollBack), () -> true)
        .whenComplete(
            (done, again) ->
                result.completeExceptionally(
                    again == null
                        ? notDone(failure, "; what was stored of it is rolled back")
                        : unknown(failure, again)));
  }

  private void ended(@Nullable Throwable defect) {
    if (defect != null) {
      result.completeExceptionally(defect);
    }
  }

  private NotDoneException notDone(SuretyException failure, String further) {
    return new NotDoneException(
        "could not prepare bundle '" + bundle.id() + "': " + failure.problem() + further,
        "Remove the cause, and start again with a new bundle.",
        failure);
  }

  private OutcomeUnknownException unknown(SuretyException failure, Throwable rollBack) {
    OutcomeUnknownException unknown =
        new OutcomeUnknownException(
            "it is not known what is stored of bundle '" + bundle.id() + "': " + failure.problem(),
            "Do not run the local transaction. Roll the bundle back, or leave it to the check-back,"
                + " and start again with a new one.",
            failure);
    unknown.addSuppressed(rollBack);
    return unknown;
  }
}
