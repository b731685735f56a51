package io.surety.rest.redrive;

import io.surety.schemas.Codec;
import io.surety.schemas.OperationsKey;
import io.surety.schemas.avro.DeadLetterNote;
import io.surety.schemas.avro.RedriveControl;
import io.surety.schemas.avro.RedriveItem;
import io.surety.schemas.avro.RedriveItems;
import io.surety.schemas.avro.RedriveJob;
import io.surety.schemas.avro.RedriveOutcome;
import io.surety.schemas.avro.RedriveOutcomes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators have asked for and written down: a fold of the topic {@code operations}. The items
 * of a job come before the job, and its outcomes after it; compaction keeps that order. One thread
 * writes, any may read.
 */
public final class Operations {
  private static final Logger LOG = LoggerFactory.getLogger(Operations.class);

  private final Codec codec;
  private final Map<String, Redrive> jobs = new ConcurrentHashMap<>();
  private final Map<String, DeadLetterNote> notes = new ConcurrentHashMap<>();

  /** Of jobs that have not come yet. */
  private final Map<String, Map<Integer, RedriveItems>> items = new ConcurrentHashMap<>();

  Operations(Codec codec) {
    this.codec = codec;
  }

  /** Every job, the newest first. */
  public List<Redrive> jobs() {
    return jobs.values().stream()
        .sorted(
            Comparator.comparingLong((Redrive redrive) -> -redrive.job().getCreatedAt())
                .thenComparing(redrive -> redrive.job().getJobId()))
        .toList();
  }

  /** A job. */
  public Optional<Redrive> job(String jobId) {
    return Optional.ofNullable(jobs.get(jobId));
  }

  /** What is noted about dead letters with this cause. */
  public Optional<DeadLetterNote> note(String fingerprint) {
    return Optional.ofNullable(notes.get(fingerprint));
  }

  /** Takes up a record of the topic; what cannot be read is passed over, and said. */
  void learn(@Nullable String key, byte @Nullable [] value) {
    if (key == null) {
      LOG.warn("A record without a key is passed over");
    } else if (value == null) {
      forget(key);
    } else if (key.startsWith(OperationsKey.ITEMS)) {
      read(RedriveItems.class, key, value, this::learn);
    } else if (key.startsWith(OperationsKey.JOB)) {
      read(RedriveJob.class, key, value, this::learn);
    } else if (key.startsWith(OperationsKey.OUTCOMES)) {
      read(RedriveOutcomes.class, key, value, this::learn);
    } else if (key.startsWith(OperationsKey.CONTROL) || key.startsWith(OperationsKey.CANCEL)) {
      read(RedriveControl.class, key, value, this::learn);
    } else if (key.startsWith(OperationsKey.NOTE)) {
      read(DeadLetterNote.class, key, value, note -> notes.put(note.getFingerprint(), note));
    } else {
      LOG.warn("A record with key '{}' is passed over", key);
    }
  }

  private <T extends SpecificRecord> void read(
      Class<T> type, String key, byte[] value, Consumer<T> taken) {
    Optional<T> record =
        codec
            .decode(type, value)
            .fold(
                Optional::of,
                malformed -> {
                  LOG.warn(
                      "The record '{}' cannot be read and is passed over: {}",
                      key,
                      malformed.detail());
                  return Optional.empty();
                });
    record.ifPresent(taken);
  }

  private void forget(String key) {
    if (key.startsWith(OperationsKey.NOTE)) {
      notes.remove(key.substring(OperationsKey.NOTE.length()));
    } else if (key.startsWith(OperationsKey.JOB)) {
      jobs.remove(key.substring(OperationsKey.JOB.length()));
    }
  }

  private void learn(RedriveItems chunk) {
    items.computeIfAbsent(chunk.getJobId(), id -> new TreeMap<>()).put(chunk.getChunk(), chunk);
  }

  private void learn(RedriveJob job) {
    if (jobs.containsKey(job.getJobId())) {
      return;
    }
    Map<Integer, RedriveItems> chunks =
        Optional.ofNullable(items.remove(job.getJobId())).orElse(Map.of());
    List<RedriveItem> all = new ArrayList<>();
    chunks.values().forEach(chunk -> all.addAll(chunk.getItems()));
    if (chunks.size() == job.getChunks() && all.size() == job.getItems()) {
      jobs.put(job.getJobId(), new Redrive(job, all));
    } else {
      LOG.warn(
          "Job {} has {} items, but {} are here; it is passed over",
          job.getJobId(),
          job.getItems(),
          all.size());
    }
  }

  private void learn(RedriveOutcomes read) {
    job(read.getJobId())
        .ifPresent(
            redrive ->
                redrive.learn(
                    read.getChunk(),
                    read.getOutcomes().stream().map(Operations::outcome).toList()));
  }

  /** A state that a newer server has written and this one does not know says nothing here. */
  private static ItemOutcome outcome(RedriveOutcome outcome) {
    return ItemState.of(outcome.getState())
        .map(state -> new ItemOutcome(state, outcome.getAt(), outcome.getDetail()))
        .orElse(ItemOutcome.PENDING);
  }

  private void learn(RedriveControl control) {
    job(control.getJobId()).ifPresent(redrive -> redrive.learn(control));
  }
}
