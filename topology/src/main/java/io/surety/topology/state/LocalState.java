package io.surety.topology.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Knows whether the stores on this instance's disk may still be used. A store that was away catches
 * up from its changelog; but a changelog is compacted, and after {@link TaskStores#TOMBSTONES_KEPT}
 * also loses the deletions. A store that missed one would bring a finished message back to life. So
 * an instance marks its directory while it runs, and one that was down for too long starts with
 * empty stores, as if the disk were new.
 *
 * <p>Kafka Streams has {@code state.cleanup.dir.max.age.ms} for this, but takes the age from the
 * time at which the directory was made, so it would also empty one that was in use a minute ago.
 */
public final class LocalState {
  /** Half of what the changelogs allow, since compaction does not wait for anybody. */
  static final Duration AWAY_MAX = TaskStores.TOMBSTONES_KEPT.dividedBy(2);

  /** How often a running instance must {@link #mark}. */
  public static final Duration MARK_INTERVAL = Duration.ofMinutes(1);

  private final Path stores;
  private final Path mark;

  /** The stores of this application below the state directory. */
  public LocalState(Path stateDir, String applicationId) {
    this.stores = stateDir.resolve(applicationId);
    this.mark = stateDir.resolve(applicationId + ".in-use");
  }

  /** True if there are stores that must not be used any more. */
  public boolean isTooOld(Instant now) {
    return hasStores() && lastUse().plus(AWAY_MAX).isBefore(now);
  }

  /** The stores are in use now. */
  public void mark(Instant now) {
    try {
      Files.createDirectories(mark.toAbsolutePath().getParent());
      if (Files.notExists(mark)) {
        Files.createFile(mark);
      }
      Files.setLastModifiedTime(mark, FileTime.from(now));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot mark '" + mark + "' as in use", e);
    }
  }

  /** Kafka Streams makes the directory itself, with a lock in it, before it has any stores. */
  private boolean hasStores() {
    try (Stream<Path> entries = Files.list(stores)) {
      return entries.anyMatch(Files::isDirectory);
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read '" + stores + "'", e);
    }
  }

  /** Nobody knows of stores without a mark. */
  private Instant lastUse() {
    try {
      return Files.exists(mark) ? Files.getLastModifiedTime(mark).toInstant() : Instant.EPOCH;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read '" + mark + "'", e);
    }
  }
}
