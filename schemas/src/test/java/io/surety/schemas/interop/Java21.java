package io.surety.schemas.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds a Java 21 or later: {@code JAVA21_HOME}, then {@code -Djava.21.home}, then {@code
 * /usr/lib/jvm/*}.
 */
final class Java21 {
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");
  private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d+)");

  private Java21() {}

  static Optional<Path> find() {
    return Stream.concat(named(), installed())
        .filter(home -> version(home) >= 21)
        .map(home -> home.resolve("bin/java"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Stream<Path> named() {
    return Stream.of(System.getenv("JAVA21_HOME"), System.getProperty("java.21.home"))
        .flatMap(Stream::ofNullable)
        .map(Path::of);
  }

  private static Stream<Path> installed() {
    try (Stream<Path> homes =
        Files.isDirectory(INSTALLED) ? Files.list(INSTALLED) : Stream.<Path>empty()) {
      return homes.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int version(Path home) {
    Path release = home.resolve("release");
    try {
      Matcher version = VERSION.matcher(Files.exists(release) ? Files.readString(release) : "");
      return version.find() ? Integer.parseInt(version.group(1)) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
