package io.surety.connectors.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** Unpacks the programs, once a directory. */
final class PostgresBinaries {
  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

  private PostgresBinaries() {}

  /**
   * The directory with {@code bin/postgres} in it.
   *
   * @throws PostgresException on a platform without programs
   */
  static Path in(Path directory) throws IOException {
    if (Files.exists(directory.resolve("bin/postgres"))) {
      return directory;
    }
    mustBeLinux();
    Files.createDirectories(directory.toAbsolutePath().getParent());
    Path unpacking = Files.createTempDirectory(directory.toAbsolutePath().getParent(), "unpacking");
    unpack(unpacking);
    try {
      // All at once, so that a half of it is never taken for the whole.
      Files.move(unpacking, directory, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      delete(unpacking);
      if (!Files.exists(directory.resolve("bin/postgres"))) {
        throw e;
      }
    }
    return directory;
  }

  private static void mustBeLinux() {
    String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!platform.equals("Linux amd64")) {
      throw new PostgresException(
          "There is no PostgreSQL for " + platform + " among the libraries, only for Linux amd64");
    }
  }

  private static void unpack(Path directory) throws IOException {
    try (@Nullable InputStream packed = PostgresBinaries.class.getResourceAsStream(ARCHIVE)) {
      if (packed == null) {
        throw new PostgresException(ARCHIVE + " is not on the class path");
      }
      TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(packed));
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(tar, entry, directory);
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path directory)
      throws IOException {
    Path path = directory.resolve(entry.getName()).normalize();
    if (!path.startsWith(directory)) {
      throw new IOException("The entry " + entry.getName() + " is outside of its archive");
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, path);
    if ((entry.getMode() & 0100) != 0) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
