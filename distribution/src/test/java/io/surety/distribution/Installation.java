package io.surety.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The archive, unpacked once for all tests of this JVM, into a path with a space. */
final class Installation {
  private static final Path ROOT = unpack();

  private Installation() {}

  static Path root() {
    return ROOT;
  }

  /** What a program printed, and how it ended. */
  record Run(int code, String out, String err) {}

  /** Runs a command to its end, in a directory. */
  static Run run(Path directory, String... command) throws Exception {
    Path out = Files.createTempFile("out", "");
    Path err = Files.createTempFile("err", "");
    Process process =
        process(directory, command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as(List.of(command).toString()).isTrue();
      return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      process.destroyForcibly();
    }
  }

  /** A command with the Java of this test, and no other environment than one needs. */
  static ProcessBuilder process(Path directory, String... command) {
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(List.of(command))).directory(directory.toFile());
    builder.environment().keySet().retainAll(List.of("PATH", "LANG"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder
        .environment()
        .put("SURETY_JAVA_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx512m");
    return builder;
  }

  /** Every file with its time, to see whether something was written. */
  static Map<String, String> contents() throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(ROOT)) {
      for (Path path : all.toList()) {
        found.put(path.toString(), Files.getLastModifiedTime(path).toString());
      }
    }
    return found;
  }

  private static Path unpack() {
    try {
      Path archive = Path.of(System.getProperty("surety.archive"));
      Path parent = Files.createDirectories(archive.resolveSibling("an installation"));
      Process tar =
          new ProcessBuilder("tar", "--recursive-unlink", "-xzf", archive.toString())
              .directory(parent.toFile())
              .inheritIO()
              .start();
      assertThat(tar.waitFor()).as("tar").isZero();
      return parent.resolve("surety-" + System.getProperty("surety.version"));
    } catch (IOException e) {
      throw new IllegalStateException("The archive cannot be unpacked", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
