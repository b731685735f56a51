package io.surety.rest.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is read from one or several small files, read again when one of them changes. A change that
 * cannot be used is logged, and what was read before stays in force. Thread-safe.
 *
 * <p>The contents are compared and not the times: a file that is replaced within the granularity of
 * its file system's clock would otherwise never be noticed. So the files must be small.
 */
public final class WatchedFile<T> {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedFile.class);
  private static final long LOOK_INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

  /** Makes something of the contents, one for each file, in order. */
  public interface Reader<T> {
    /**
     * @throws IllegalArgumentException saying what is wrong, without any secret
     */
    T read(List<byte[]> contents);
  }

  private final List<Path> files;
  private final Reader<T> reader;
  private final LongSupplier nanos;
  private volatile T value;
  private volatile long lookedAt;
  private List<byte[]> seen;
  private String complaint = "";

  /**
   * Reads the files.
   *
   * @param nanos as {@link System#nanoTime}
   * @throws IllegalArgumentException when they cannot be used
   */
  public WatchedFile(List<Path> files, Reader<T> reader, LongSupplier nanos) {
    this.files = List.copyOf(files);
    this.reader = reader;
    this.nanos = nanos;
    this.lookedAt = nanos.getAsLong();
    try {
      this.seen = contents(this.files);
      this.value = reader.read(seen);
    } catch (IOException e) {
      throw new IllegalArgumentException("it cannot be read: " + e, e);
    }
  }

  /** What is in the files, as of a second ago. */
  public T get() {
    if (nanos.getAsLong() - lookedAt >= LOOK_INTERVAL_NS) {
      look();
    }
    return value;
  }

  private synchronized void look() {
    if (nanos.getAsLong() - lookedAt < LOOK_INTERVAL_NS) {
      return;
    }
    lookedAt = nanos.getAsLong();
    try {
      List<byte[]> now = contents(files);
      if (isSame(now, seen)) {
        return;
      }
      seen = now;
      value = reader.read(now);
      complaint = "";
      LOG.info("{} changed and was read again", names());
    } catch (IOException | IllegalArgumentException e) {
      complain(String.valueOf(e.getMessage()));
    }
  }

  /** Once, and not every second. */
  private void complain(String what) {
    if (!what.equals(complaint)) {
      complaint = what;
      LOG.error("{} cannot be used, what was there before holds: {}", names(), what);
    }
  }

  private String names() {
    return files.stream().map(Path::toString).collect(Collectors.joining(" and "));
  }

  private static List<byte[]> contents(List<Path> files) throws IOException {
    List<byte[]> contents = new ArrayList<>();
    for (Path file : files) {
      contents.add(Files.readAllBytes(file));
    }
    return contents;
  }

  private static boolean isSame(List<byte[]> one, List<byte[]> other) {
    for (int i = 0; i < one.size(); i++) {
      if (!Arrays.equals(one.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }
}
