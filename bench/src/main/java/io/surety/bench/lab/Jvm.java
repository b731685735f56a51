package io.surety.bench.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Java virtual machine for a program.
 *
 * @param home of the JDK; its {@code bin/java} is used
 * @param options such as {@code -Xmx1g}
 */
public record Jvm(Path home, List<String> options) {
  public Jvm {
    options = List.copyOf(options);
  }

  /** The one that this program runs in, with these options. */
  public static Jvm here(String... options) {
    return new Jvm(Path.of(System.getProperty("java.home")), List.of(options));
  }

  /** The same JDK with other options. */
  public Jvm with(List<String> options) {
    return new Jvm(home, options);
  }

  /** The same with more options, which win. */
  public Jvm and(String... more) {
    return new Jvm(home, Stream.concat(options.stream(), Stream.of(more)).toList());
  }

  Path java() {
    return home.resolve("bin").resolve("java");
  }
}
