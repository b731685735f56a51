package io.surety.rest.redrive;

import io.surety.rest.problem.ProblemException;
import io.surety.schemas.OperationsKey;
import io.surety.schemas.avro.Decide;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on the jobs of this instance: those whose id would be its own if it were a message's. When
 * an instance goes, Kafka gives its partitions to another, and its jobs with them. For as long as
 * an instance has not noticed that it lost one, two work on it, and that is harmless: see {@link
 * Verdict}.
 *
 * <p>It also forgets jobs that are over: the oldest ones when there are many.
 */
public final class RedriveRunner implements AutoCloseable {
  /** So many jobs are remembered, and those that are not over. */
  static final int JOBS_MAX = 200;

  private static final Logger LOG = LoggerFactory.getLogger(RedriveRunner.class);
  private static final Duration TICK = Duration.ofMillis(200);
  private static final Duration STOP_MAX = Duration.ofSeconds(2);

  private final OperationsLog log;
  private final Predicate<String> owns;
  private final MessageLookup messages;
  private final Consumer<Decide> decisions;
  private final LongSupplier clock;
  private final Map<String, RedriveWork> works = new HashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "surety-redrive");
            made.setDaemon(true);
            return made;
          });

  private RedriveRunner(
      OperationsLog log,
      Predicate<String> owns,
      MessageLookup messages,
      Consumer<Decide> decisions,
      LongSupplier clock) {
    this.log = log;
    this.owns = owns;
    this.messages = messages;
    this.decisions = decisions;
    this.clock = clock;
  }

  /**
   * Begins to work.
   *
   * @param owns whether a message with this id would be here
   * @param decisions writes a decision, and returns when it is safe
   * @param clock epoch ms
   */
  public static RedriveRunner start(
      OperationsLog log,
      Predicate<String> owns,
      MessageLookup messages,
      Consumer<Decide> decisions,
      LongSupplier clock) {
    RedriveRunner runner = new RedriveRunner(log, owns, messages, decisions, clock);
    runner.thread.scheduleWithFixedDelay(runner::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    return runner;
  }

  private void tick() {
    List<Redrive> jobs = log.operations().jobs();
    for (int i = 0; i < jobs.size(); i++) {
      Redrive job = jobs.get(i);
      try {
        attend(job, i >= JOBS_MAX);
      } catch (ProblemException e) {
        LOG.debug("Job {} has to wait", job.job().getJobId(), e);
      } catch (RuntimeException e) {
        LOG.error("Job {} fails, and is tried again", job.job().getJobId(), e);
      }
    }
  }

  private void attend(Redrive job, boolean isOld) {
    String jobId = job.job().getJobId();
    if (!job.needsWork() || !owns.test(jobId)) {
      works.remove(jobId);
      if (isOld && job.isOver() && owns.test(jobId)) {
        forget(job);
      }
    } else {
      work(job);
    }
  }

  private void work(Redrive job) {
    // What others wrote since, above all that it is to stop.
    log.catchUp();
    works
        .computeIfAbsent(
            job.job().getJobId(),
            id -> new RedriveWork(job, log, messages, decisions, System.nanoTime()))
        .step(clock.getAsLong(), System.nanoTime());
  }

  /**
   * Items first: whoever reads only a part of this passes the job over, and does not take it for
   * one that has not begun.
   */
  private void forget(Redrive job) {
    String jobId = job.job().getJobId();
    for (int chunk = 0; chunk < job.chunks(); chunk++) {
      log.remove(OperationsKey.items(jobId, chunk));
    }
    log.remove(OperationsKey.job(jobId));
    for (int chunk = 0; chunk < job.chunks(); chunk++) {
      log.remove(OperationsKey.outcomes(jobId, chunk));
    }
    log.remove(OperationsKey.control(jobId));
    log.remove(OperationsKey.cancel(jobId));
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.info("A job was being worked on when the server stopped");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
