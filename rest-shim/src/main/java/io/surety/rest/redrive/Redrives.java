package io.surety.rest.redrive;

import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
import io.surety.schemas.MessageIds;
import io.surety.schemas.OperationsKey;
import io.surety.schemas.avro.DeadLetterNote;
import io.surety.schemas.avro.RedriveControl;
import io.surety.schemas.avro.RedriveItem;
import io.surety.schemas.avro.RedriveItems;
import io.surety.schemas.avro.RedriveJob;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What operators ask of jobs and write down about dead letters. Every method returns when this
 * instance has read what was written, and sees what others wrote before. Thread-safe.
 */
public final class Redrives {
  /** So many jobs may not be over at the same time. */
  static final int OPEN_MAX = 100;

  private final OperationsLog log;
  private final LongSupplier clock;

  /**
   * Jobs and notes of this log.
   *
   * @param clock epoch ms
   */
  public Redrives(OperationsLog log, LongSupplier clock) {
    this.log = log;
    this.clock = clock;
  }

  /** Who asks for something, and why; either may be empty. */
  public record Said(String actor, String reason) {}

  /**
   * How a job is to be done.
   *
   * @param name what the operator calls it; may be empty
   * @param filter how its items were found, by name
   * @param ratePerSecond at most so many are sent a second on average, more than 0
   * @param isCanary true: one is sent first, and the others only if it was consumed
   * @param stopAfterFailures no more are sent after so many failures; 0 for no limit
   */
  public record Wish(
      String name,
      Map<String, String> filter,
      double ratePerSecond,
      boolean isCanary,
      int stopAfterFailures) {
    public Wish {
      filter = Map.copyOf(filter);
      if (!(ratePerSecond > 0)) {
        throw new IllegalArgumentException("ratePerSecond must be > 0, was " + ratePerSecond);
      }
      if (stopAfterFailures < 0) {
        throw new IllegalArgumentException(
            "stopAfterFailures must be >= 0, was " + stopAfterFailures);
      }
    }
  }

  /** Every job that is remembered, the newest first. */
  public List<Redrive> all() {
    log.catchUp();
    return log.operations().jobs();
  }

  /**
   * A job.
   *
   * @throws ProblemException if it is not known
   */
  public Redrive get(String jobId) {
    log.catchUp();
    return log.operations()
        .job(jobId)
        .orElseThrow(
            () ->
                ProblemException.of(
                    ProblemCode.REDRIVE_NOT_FOUND,
                    "There is no job '" + jobId + "'; GET /api/v1/redrives lists them."));
  }

  /**
   * Begins a job.
   *
   * @param items what it sends, 1 to {@value Redrive#ITEMS_MAX}
   * @throws ProblemException if there are too many jobs
   */
  public Redrive start(Wish wish, List<RedriveItem> items, Said said) {
    if (items.isEmpty() || items.size() > Redrive.ITEMS_MAX) {
      throw new IllegalArgumentException(
          "items must be 1 to " + Redrive.ITEMS_MAX + ", were " + items.size());
    }
    if (all().stream().filter(job -> !job.isOver()).count() >= OPEN_MAX) {
      throw ProblemException.of(
          ProblemCode.TOO_MANY_REDRIVES,
          OPEN_MAX + " jobs are not over yet: wait for them, or cancel some.");
    }
    String jobId = MessageIds.newId();
    int chunks = Redrive.chunkOf(items.size() - 1) + 1;
    for (int chunk = 0; chunk < chunks; chunk++) {
      int from = chunk * Redrive.CHUNK_ITEMS;
      int to = Math.min(items.size(), from + Redrive.CHUNK_ITEMS);
      log.write(
          OperationsKey.items(jobId, chunk),
          new RedriveItems(jobId, chunk, items.subList(from, to)));
    }
    log.writeAndRead(
        OperationsKey.job(jobId),
        new RedriveJob(
            jobId,
            wish.name(),
            wish.filter(),
            said.actor(),
            said.reason(),
            clock.getAsLong(),
            items.size(),
            chunks,
            wish.ratePerSecond(),
            wish.isCanary(),
            wish.stopAfterFailures()));
    return get(jobId);
  }

  /**
   * Holds a job; what was sent is followed.
   *
   * @throws ProblemException if it is not known, or has come to its end
   */
  public Redrive pause(String jobId, Said said) {
    Redrive job = open(jobId);
    return job.state() == RedriveState.PAUSED
        ? job
        : control(job, Redrive.Wanted.PAUSE, job.failuresAccepted(), said);
  }

  /**
   * Goes on with a job that was held or has stopped, in spite of the failures so far.
   *
   * @throws ProblemException if it is not known, or has come to its end
   */
  public Redrive resume(String jobId, Said said) {
    Redrive job = open(jobId);
    return job.state() == RedriveState.RUNNING
        ? job
        : control(job, Redrive.Wanted.RUN, job.failures(), said);
  }

  /**
   * Ends a job for good; what was sent is followed.
   *
   * @throws ProblemException if it is not known, or has come to its end otherwise
   */
  public Redrive cancel(String jobId, Said said) {
    Redrive job = get(jobId);
    if (job.state() == RedriveState.CANCELLED) {
      return job;
    }
    return control(open(jobId), Redrive.Wanted.CANCEL, job.failuresAccepted(), said);
  }

  private Redrive open(String jobId) {
    Redrive job = get(jobId);
    if (job.state().isFinal()) {
      throw ProblemException.of(
          ProblemCode.REDRIVE_OVER,
          "Job '"
              + jobId
              + "' is "
              + job.state()
              + " already, and cannot be paused, resumed or cancelled any more: start another"
              + " one.");
    }
    return job;
  }

  private Redrive control(Redrive job, Redrive.Wanted wanted, int failuresAccepted, Said said) {
    String jobId = job.job().getJobId();
    log.writeAndRead(
        wanted == Redrive.Wanted.CANCEL
            ? OperationsKey.cancel(jobId)
            : OperationsKey.control(jobId),
        new RedriveControl(
            jobId,
            wanted.name(),
            failuresAccepted,
            said.actor(),
            said.reason(),
            clock.getAsLong()));
    return get(jobId);
  }

  /** What is noted about dead letters with this cause, as far as this instance has read. */
  public Optional<DeadLetterNote> note(String fingerprint) {
    return log.operations().note(fingerprint);
  }

  /** Notes something about dead letters with this cause, in place of what was noted. */
  public DeadLetterNote putNote(String fingerprint, String text, String actor) {
    DeadLetterNote note = new DeadLetterNote(fingerprint, text, actor, clock.getAsLong());
    log.writeAndRead(OperationsKey.note(fingerprint), note);
    return note;
  }

  /** Removes what is noted. */
  public void removeNote(String fingerprint) {
    log.remove(OperationsKey.note(fingerprint));
  }
}
