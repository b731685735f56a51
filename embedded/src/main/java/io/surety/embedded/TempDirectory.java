package io.surety.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.utils.Utils;

/** A directory that is deleted on close. */
record TempDirectory(Path path) implements AutoCloseable {
  static TempDirectory create() throws IOException {
    return new TempDirectory(Files.createTempDirectory("embedded-kafka-"));
  }

  @Override
  public void close() throws IOException {
    Utils.delete(path.toFile());
  }
}
