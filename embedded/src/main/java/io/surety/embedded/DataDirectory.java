package io.surety.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** The directory with a broker's records, held by one broker at a time. */
final class DataDirectory implements AutoCloseable {
  private static final List<String> BEFORE_FORMAT =
      List.of("bootstrap.checkpoint", "meta.properties", ".embedded.lock", ".lock");

  private final Path path;
  private final DirectoryLock lock;

  private DataDirectory(Path path, DirectoryLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Creates the directory if it is missing, checks it, and locks it. */
  static DataDirectory open(Path directory) throws IOException {
    Path path = create(directory);
    if (!Files.isWritable(path)) {
      throw new EmbeddedKafkaException(
          "Data directory "
              + path
              + " is not writable: give this user the right to write there, or choose another");
    }
    requireOurs(path);
    return new DataDirectory(path, DirectoryLock.acquire(path));
  }

  Path path() {
    return path;
  }

  /**
   * Makes a new directory ready for Kafka, leaves a used one as it is, and returns the cluster id.
   */
  String format() throws Exception {
    String directory = path.toString();
    MetaPropertiesEnsemble kept =
        new MetaPropertiesEnsemble.Loader()
            .addLogDirs(List.of(directory))
            .addMetadataLogDir(directory)
            .load();
    String clusterId = kept.clusterId().orElseGet(() -> Uuid.randomUuid().toString());
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(BrokerConfig.NODE_ID)
        .setClusterId(clusterId)
        .addDirectory(directory)
        .setMetadataLogDirectory(directory)
        .setControllerListenerName(LoopbackSockets.CONTROLLER)
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setIgnoreFormatted(true)
        .run();
    return clusterId;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static Path create(Path directory) {
    try {
      return Files.createDirectories(directory).toRealPath();
    } catch (IOException e) {
      throw new EmbeddedKafkaException(
          "Data directory "
              + directory.toAbsolutePath()
              + " cannot be created ("
              + e
              + "): choose a path where this user may create a directory",
          e);
    }
  }

  /**
   * Kafka takes every subdirectory for a partition, so a directory with other things in it is
   * refused before it is touched.
   */
  private static void requireOurs(Path path) throws IOException {
    if (Files.exists(path.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
      return;
    }
    try (Stream<Path> entries = Files.list(path)) {
      entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> BEFORE_FORMAT.stream().noneMatch(name::startsWith))
          .findFirst()
          .ifPresent(
              name -> {
                throw new EmbeddedKafkaException(
                    "Data directory "
                        + path
                        + " holds no broker data, but '"
                        + name
                        + "': choose an empty directory, or one that does not exist yet");
              });
    }
  }
}
