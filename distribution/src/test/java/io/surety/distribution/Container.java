package io.surety.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * What Kubernetes would make of the image, by the means of Linux itself: its root file system
 * read-only, with a volume, {@code /tmp} and {@code /etc/surety} mounted into it, and a user that
 * is not root. The network is that of this machine, so that the broker of this JVM is there.
 */
final class Container {
  private static final String ENTER =
      """
      root=$1; volume=$2; configuration=$3; shift 3
      : >>"$root/etc/hosts"
      mount --bind "$root" "$root"
      mount --bind /etc/hosts "$root/etc/hosts"
      mount --bind "$configuration" "$root/etc/surety"
      mount --bind "$volume" "$root/var/lib/surety"
      mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
      mount --rbind /dev "$root/dev"
      mount --rbind /proc "$root/proc"
      mount -o remount,bind,ro "$root"
      exec "$@"
      """;

  private final Image image;
  private final Path root;
  private final Path volume;
  private final Path configuration;

  /** Skips the test where this user may not make one. */
  Container(Image image, Path home) throws Exception {
    Process attempt =
        new ProcessBuilder("unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", home.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(attempt.getInputStream().readAllBytes());
    Assumptions.assumeTrue(
        attempt.waitFor() == 0, "Run as root that may mount, to start the image: " + said);
    this.image = image;
    this.root = image.rootTo(home.resolve("root"));
    this.volume = Files.createDirectories(home.resolve("volume"));
    this.configuration = Files.createDirectories(home.resolve("configuration"));
    Files.setAttribute(volume, "unix:uid", uid());
  }

  /** Where its files are, for whoever looks from outside. */
  Path root() {
    return root;
  }

  /** What is mounted at {@code /etc/surety}. */
  Path configuration() {
    return configuration;
  }

  /** What is mounted at {@code /var/lib/surety}, the only place for what stays. */
  Path volume() {
    return volume;
  }

  /** The modules of its Java. */
  List<String> modules() throws IOException {
    for (String line : Files.readAllLines(root.resolve("opt/java/release"))) {
      if (line.startsWith("MODULES=")) {
        return List.of(line.substring("MODULES=".length()).replace("\"", "").split(" "));
      }
    }
    return List.of();
  }

  private int uid() {
    return Integer.parseInt(image.config().path("User").asText().split(":")[0]);
  }

  /** The entry point of the image with these arguments, in the environment of the image. */
  String[] command(String javaOptions, String... arguments) {
    List<String> all =
        new ArrayList<>(List.of("unshare", "--mount", "sh", "-e", "-c", ENTER, "sh"));
    all.addAll(List.of(root.toString(), volume.toString(), configuration.toString()));
    // It resolves the next command by the PATH of this process, and what that runs by the image's.
    all.addAll(List.of("env", "-i", "SURETY_JAVA_OPTS=" + javaOptions));
    all.addAll(Image.texts(image.config().path("Env")));
    all.addAll(
        List.of(
            "/usr/sbin/chroot", "--userspec=" + image.config().path("User").asText(), root + ""));
    all.addAll(List.of("/bin/sh", "-c", "cd \"$0\" && exec \"$@\""));
    all.add(image.config().path("WorkingDir").asText());
    all.addAll(Image.texts(image.config().path("Entrypoint")));
    all.addAll(List.of(arguments));
    return all.toArray(String[]::new);
  }

  /** Every file of the image with its time, to see whether something was written. */
  Map<String, String> contents() throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.toList()) {
        found.put(path.toString(), Files.getLastModifiedTime(path).toString());
      }
    }
    return found;
  }
}
