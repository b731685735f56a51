package io.surety.client.internal.jdbc;

import io.surety.client.NotDoneException;
import io.surety.client.Publisher;
import io.surety.client.SuretyException;
import io.surety.client.internal.send.Refusals;
import io.surety.client.internal.send.Sentences;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends the rows that are claimed: different business keys at the same time, and of each key the
 * next row when the one before is acknowledged. (In flight together, a row could arrive although
 * the one before it does not.)
 *
 * <p>For one batch and one thread.
 */
final class Sending {
  private final Publisher publisher;
  private final LongSupplier clockMs;
  private final BooleanSupplier isClosing;
  private final Queue<Queue<OutboxRow>> waiting = new ArrayDeque<>();
  private final LinkedBlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final List<Long> sent = new ArrayList<>();
  private final Map<Long, String> refused = new LinkedHashMap<>();
  private Optional<Throwable> failure = Optional.empty();
  private int inFlight;

  private Sending(Publisher publisher, LongSupplier clockMs, BooleanSupplier isClosing) {
    this.publisher = publisher;
    this.clockMs = clockMs;
    this.isClosing = isClosing;
  }

  /**
   * What became of a batch; rows of which nothing is said are still to be sent.
   *
   * @param sent acknowledged
   * @param refused never to be sent as they are, and why
   * @param failure why the others could not be sent now, if something was in the way
   * @param wasInterrupted whether answers are still missing, which nobody waits for
   */
  record Result(
      List<Long> sent,
      Map<Long, String> refused,
      Optional<Throwable> failure,
      boolean wasInterrupted) {}

  private record Answer(OutboxRow row, Queue<OutboxRow> next, @Nullable Throwable failure) {}

  /**
   * Returns when each row has an answer, or is not sent because another could not be; or when this
   * thread is interrupted.
   *
   * @param rows in order
   * @param isClosing whether to send nothing more
   */
  static Result send(
      List<OutboxRow> rows, Publisher publisher, LongSupplier clockMs, BooleanSupplier isClosing) {
    Sending sending = new Sending(publisher, clockMs, isClosing);
    sending.line(rows);
    boolean wasInterrupted = sending.run();
    return new Result(sending.sent, sending.refused, sending.failure, wasInterrupted);
  }

  private void line(List<OutboxRow> rows) {
    Map<String, Queue<OutboxRow>> keys = new LinkedHashMap<>();
    for (OutboxRow row : rows) {
      Optional<Queue<OutboxRow>> line = row.businessKey().map(keys::get);
      if (line.isPresent()) {
        line.get().add(row);
      } else {
        Queue<OutboxRow> first = new ArrayDeque<>(List.of(row));
        row.businessKey().ifPresent(key -> keys.put(key, first));
        waiting.add(first);
      }
    }
  }

  private boolean run() {
    try {
      while (!waiting.isEmpty()) {
        sendNext(waiting.remove());
      }
      while (inFlight > 0) {
        take(answers.take());
      }
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  private void sendNext(Queue<OutboxRow> line) {
    // When one cannot be sent, the others would only wait for the same thing, each for its timeout.
    while (!line.isEmpty() && failure.isEmpty() && !isClosing.getAsBoolean()) {
      OutboxRow row = line.remove();
      Optional<CompletableFuture<String>> sending = send(row);
      if (sending.isEmpty()) {
        return;
      }
      inFlight++;
      sending.get().whenComplete((id, problem) -> answers.add(new Answer(row, line, problem)));
      return;
    }
  }

  /** Empty when the row is no message, which is its own fault and nobody else's. */
  private Optional<CompletableFuture<String>> send(OutboxRow row) {
    try {
      return Optional.of(publisher.sendAsync(row.message(clockMs.getAsLong())));
    } catch (SuretyException e) {
      return Optional.of(CompletableFuture.failedFuture(e));
    } catch (RuntimeException e) {
      refused.put(row.seq(), Sentences.of(e));
      return Optional.empty();
    }
  }

  private void take(Answer answer) {
    inFlight--;
    Throwable problem = answer.failure;
    if (problem == null) {
      sent.add(answer.row.seq());
      sendNext(answer.next);
    } else if (problem instanceof NotDoneException e && Refusals.isOfThisRecord(e)) {
      refused.put(answer.row.seq(), String.valueOf(e.getMessage()));
    } else {
      failure = Optional.of(problem);
    }
  }
}
