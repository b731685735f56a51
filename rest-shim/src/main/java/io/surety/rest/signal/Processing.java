package io.surety.rest.signal;

import io.surety.lifecycle.Message;
import io.surety.rest.problem.ProblemException;
import io.surety.topology.CoordinatorQueries;
import io.surety.topology.MessageView;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Writes a signal and waits until this instance has processed it. Thread-safe. */
public final class Processing {
  private final SignalWriter writer;
  private final CoordinatorQueries queries;
  private final Duration waitMax;
  private final Semaphore waiting;

  /**
   * Waits, within bounds.
   *
   * @param waitMax how long to wait for a signal to be processed
   * @param waitersMax who comes when so many wait already does not wait, and the outcome is not
   *     known: threads must be left for other requests
   */
  public Processing(
      SignalWriter writer, CoordinatorQueries queries, Duration waitMax, int waitersMax) {
    this.writer = writer;
    this.queries = queries;
    this.waitMax = waitMax;
    this.waiting = new Semaphore(waitersMax);
  }

  /**
   * What was written, and what was seen of it.
   *
   * @param after the message after the signal was processed here; empty if it was not, or not in
   *     time
   */
  record Processed(LogPosition position, Optional<MessageView> after) {}

  /**
   * Writes the signal and waits for it to be processed here.
   *
   * @param wait at most so long; zero for not at all
   * @throws ProblemException when it is not known whether it was written
   */
  Processed process(SignalRecord record, Duration wait) {
    LogPosition position = write(record);
    return new Processed(
        position,
        !wait.isZero() && await(position, wait) ? stored(record.messageId()) : Optional.empty());
  }

  /**
   * Writes the signal.
   *
   * @throws ProblemException when it is not known whether it was written
   */
  LogPosition write(SignalRecord record) {
    try {
      return writer.write(record.topic(), record.key(), record.value());
    } catch (ProblemException e) {
      // Whoever repeats the request needs the id, which may have been made here.
      throw new ProblemException(e.problem().with("messageId", record.messageId()));
    }
  }

  /**
   * Waits until this instance has processed what is written there.
   *
   * @return false if it has not in time, if the partition is not here, or if too many wait already
   */
  public boolean await(LogPosition position) {
    return await(position, waitMax);
  }

  /** How long anybody may wait. */
  public Duration waitMax() {
    return waitMax;
  }

  private boolean await(LogPosition position, Duration wait) {
    if (!waiting.tryAcquire()) {
      return false;
    }
    try {
      return queries.awaitProcessed(
          position.topic(), position.partition(), position.offset(), wait);
    } finally {
      waiting.release();
    }
  }

  /** The message as it is stored here, absent ones included; empty if it is not here. */
  Optional<MessageView> stored(String messageId) {
    return queries
        .get(messageId)
        .fold(
            Optional::of,
            () -> Optional.of(new MessageView(Message.absent(messageId), false, 0)),
            elsewhere -> Optional.empty(),
            moving -> Optional.empty());
  }
}
