package io.surety.packaging;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * A compressed tar whose bytes depend on nothing but the names and contents of the files: in order
 * of their names, of one time, owned by nobody in particular.
 */
final class TarGz {
  private TarGz() {}

  /** Packs a directory, with its own name as the first part of all names. */
  static void write(Path directory, Instant time, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        TarFile tar = new TarFile(TarFile.gzip(out), time);
        Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted().toList()) {
        String name = directory.getFileName() + "/" + directory.relativize(path);
        if (Files.isDirectory(path)) {
          tar.directory(name);
        } else {
          tar.file(name, isProgram(path) ? TarFile.PROGRAM : TarFile.FILE, path);
        }
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
}
