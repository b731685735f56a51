package io.surety.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One broker a directory: a file lock between processes, a set within this one.
 *
 * <p>The set is looked at first, because closing any channel to a file gives up all locks that this
 * process has on it. The lock ends with the process, however it ends.
 */
final class DirectoryLock implements AutoCloseable {
  private static final String FILE = ".embedded.lock";
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /** The directory must be a real path, so that two names of one directory are one. */
  static DirectoryLock acquire(Path directory) throws IOException {
    if (!HELD.add(directory)) {
      throw inUse(directory, "this process");
    }
    try {
      return new DirectoryLock(directory, lock(directory));
    } catch (Throwable e) {
      HELD.remove(directory);
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(directory);
    }
  }

  private static FileChannel lock(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw inUse(directory, "process " + Files.readString(file).strip());
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
      return channel;
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  private static EmbeddedKafkaException inUse(Path directory, String by) {
    return new EmbeddedKafkaException(
        "Data directory "
            + directory
            + " is in use by another broker ("
            + by
            + "): stop that one, or choose another directory");
  }
}
