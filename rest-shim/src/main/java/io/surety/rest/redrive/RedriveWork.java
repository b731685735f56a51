package io.surety.rest.redrive;

import io.surety.rest.redrive.MessageLookup.Looked;
import io.surety.schemas.OperationsKey;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.DecisionSource;
import io.surety.schemas.avro.RedriveItem;
import io.surety.schemas.avro.RedriveOutcome;
import io.surety.schemas.avro.RedriveOutcomes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The work on one job, step by step. What is remembered here makes it faster, not right: whoever
 * goes on with the job elsewhere, or at the same time, comes to the same end. Not thread-safe.
 */
final class RedriveWork {
  private static final int FOLLOWED_MAX = 100;
  private static final int SENT_MAX = 100;

  /** Until then nobody will have consumed it, and a decision is mostly processed. */
  private static final long LOOKED_AT_AFTER_MS = 500;

  private final Redrive redrive;
  private final Records records;
  private final MessageLookup messages;
  private final Consumer<Decide> decisions;
  private final Pace pace;

  /** What was decided here, and is in the log. */
  private final Set<Integer> decided = new HashSet<>();

  private int followFrom;
  private int sendFrom;

  /**
   * @param decisions writes a decision, and returns when it is safe
   * @param nanos as of {@link System#nanoTime}
   */
  RedriveWork(
      Redrive redrive,
      Records records,
      MessageLookup messages,
      Consumer<Decide> decisions,
      long nanos) {
    this.redrive = redrive;
    this.records = records;
    this.messages = messages;
    this.decisions = decisions;
    this.pace = new Pace(redrive.job().getRatePerSecond(), nanos);
  }

  /**
   * Looks at some of what was sent, and sends some of what is to be sent.
   *
   * @param now epoch ms
   * @param nanos as of {@link System#nanoTime}
   * @throws io.surety.rest.problem.ProblemException if something is not known; the next step is
   *     right all the same
   */
  void step(long now, long nanos) {
    follow(now);
    send(now, nanos);
  }

  private void follow(long now) {
    List<Integer> sent = redrive.next(ItemState.SENT, followFrom, FOLLOWED_MAX);
    Map<Integer, ItemOutcome> ends = new TreeMap<>();
    List<Integer> again = new ArrayList<>();
    for (int item : sent) {
      boolean isNew = redrive.outcome(item).at() > now - LOOKED_AT_AFTER_MS;
      Optional<Verdict> verdict = isNew ? Optional.empty() : verdict(item, true, now);
      if (verdict.isPresent()) {
        switch (verdict.get().next()) {
          case SEND -> again.add(item);
          case FOLLOW -> {}
          case END -> ends.put(item, outcome(verdict.get(), now));
        }
      }
      followFrom = item + 1;
    }
    save(ends);
    // It was to be sent, here or by somebody who is no more, and the dead letter is still the same.
    again.forEach(this::decide);
  }

  private void send(long now, long nanos) {
    int count = pace.take(Math.min(SENT_MAX, redrive.mayBeSent()), nanos);
    Map<Integer, ItemOutcome> changes = new TreeMap<>();
    List<Integer> toBeSent = new ArrayList<>();
    for (int item : redrive.next(ItemState.PENDING, sendFrom, count)) {
      Optional<Verdict> verdict = verdict(item, false, now);
      if (verdict.isPresent()) {
        changes.put(item, outcome(verdict.get(), now));
        if (verdict.get().next() == Verdict.Next.SEND) {
          toBeSent.add(item);
        }
      }
      sendFrom = item + 1;
    }
    // First said, then done: what may have been done must not look as if it had not been.
    save(changes);
    toBeSent.forEach(this::decide);
  }

  /** Empty if nobody can tell now. */
  private Optional<Verdict> verdict(int item, boolean isSent, long now) {
    RedriveItem what = redrive.items().get(item);
    Optional<Verdict> verdict = judged(messages.find(what.getMessageId()), what, isSent);
    boolean isStillDead = verdict.map(v -> v.next() == Verdict.Next.SEND).orElse(false);
    if (!isSent || !isStillDead) {
      return verdict;
    }
    // The decision may be in the log, waiting: written here, or by somebody who is no more.
    Looked after = messages.findAfterAll(what.getMessageId());
    return judged(after, what, true)
        .map(
            then ->
                then.next() == Verdict.Next.SEND && decided.contains(item)
                    ? Verdict.refused(after.json().orElseThrow(), now)
                    : then);
  }

  private static Optional<Verdict> judged(Looked looked, RedriveItem item, boolean isSent) {
    return looked.isKnown()
        ? looked.json().map(message -> Verdict.of(message, item, isSent))
        : Optional.of(Verdict.forgotten(isSent));
  }

  private static ItemOutcome outcome(Verdict verdict, long now) {
    return new ItemOutcome(verdict.state(), now, verdict.detail());
  }

  private void save(Map<Integer, ItemOutcome> changes) {
    Set<Integer> chunks = new TreeSet<>(redrive.behind());
    changes.keySet().forEach(item -> chunks.add(Redrive.chunkOf(item)));
    for (int chunk : chunks) {
      List<RedriveOutcome> outcomes =
          redrive.chunk(chunk, changes).stream()
              .map(o -> new RedriveOutcome(o.state().name(), o.at(), o.detail()))
              .toList();
      String jobId = redrive.job().getJobId();
      records.writeAndRead(
          OperationsKey.outcomes(jobId, chunk), new RedriveOutcomes(jobId, chunk, outcomes));
    }
    changes.forEach(
        (item, outcome) -> {
          if (outcome.state().isEnd()) {
            decided.remove(item);
          }
        });
  }

  private void decide(int item) {
    RedriveItem what = redrive.items().get(item);
    Decide.Builder decide =
        Decide.newBuilder()
            .setMessageId(what.getMessageId())
            .setDecision(Decision.REDRIVE)
            .setSource(DecisionSource.OPERATOR)
            .setJobId(redrive.job().getJobId())
            .setActor(redrive.job().getActor());
    if (!what.getGroup().isEmpty()) {
      decide.setGroup(what.getGroup());
    }
    if (!redrive.job().getReason().isEmpty()) {
      decide.setReason(redrive.job().getReason());
    }
    decisions.accept(decide.build());
    decided.add(item);
  }
}
