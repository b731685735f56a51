package io.surety.packaging;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * A compressed tar whose bytes depend on nothing but the names and contents of the files: in order
 * of their names, of one time, owned by nobody in particular.
 */
final class TarGz {
  private static final int DIRECTORY_MODE = 0755;
  private static final int PROGRAM_MODE = 0755;
  private static final int FILE_MODE = 0644;

  private TarGz() {}

  /** Packs a directory, with its own name as the first part of all names. */
  static void write(Path directory, Instant time, Path file) throws IOException {
    // Nearly all of it are jars, which are compressed already.
    GzipParameters gzip = new GzipParameters();
    gzip.setCompressionLevel(Deflater.BEST_SPEED);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        TarArchiveOutputStream tar =
            new TarArchiveOutputStream(
                new GzipCompressorOutputStream(out, gzip), StandardCharsets.UTF_8.name())) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Path path : sorted(directory)) {
        add(tar, path, directory.getFileName() + "/" + directory.relativize(path), time);
      }
    }
  }

  /**
   * Whether it is run, by its place: what a file system says depends on who unpacked the sources.
   */
  static boolean isProgram(Path path) {
    Path parent = path.getParent();
    return parent != null && parent.endsWith("bin") && Files.isRegularFile(path);
  }

  private static void add(TarArchiveOutputStream tar, Path path, String name, Instant time)
      throws IOException {
    boolean isDirectory = Files.isDirectory(path);
    TarArchiveEntry entry =
        new TarArchiveEntry(isDirectory && !name.endsWith("/") ? name + "/" : name);
    entry.setModTime(time.toEpochMilli());
    entry.setIds(0, 0);
    entry.setNames("root", "root");
    if (isDirectory) {
      entry.setMode(DIRECTORY_MODE);
      tar.putArchiveEntry(entry);
    } else {
      entry.setMode(isProgram(path) ? PROGRAM_MODE : FILE_MODE);
      entry.setSize(Files.size(path));
      tar.putArchiveEntry(entry);
      Files.copy(path, tar);
    }
    tar.closeArchiveEntry();
  }

  private static List<Path> sorted(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.sorted().toList();
    }
  }
}
