package io.surety.packaging;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What lies under the program in the image, from the machine that builds: a Java runtime with the
 * modules that we need, the C library, a shell for the launcher, and what scanners and lawyers ask
 * for of these. Nothing else; there is no package manager, no {@code ls}, and nothing runs as root.
 */
final class Base {
  static final int USER = 10001;
  static final String HOME = "var/lib/surety";
  static final String JAVA = "opt/java";

  /** What to do when this machine has not what an image is made of. */
  static final String ELSEWHERE =
      "build the image on Debian or Ubuntu, or make one from the archive with conf/Dockerfile";

  private static final String JVM = "lib/server/libjvm.so";
  private static final Path PACKAGES = Path.of("/var/lib/dpkg/info");
  private static final String SHELL = "/bin/sh";

  /** {@code libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x0)}, or the loader by its path only. */
  private static final Pattern LIBRARY =
      Pattern.compile("(?m)^\\s+(?:(\\S+) => )?(/\\S+) \\(0x\\p{XDigit}+\\)$");

  /**
   * What RocksDB and compression ask for beside what Java does, and what older C libraries load to
   * look up names. They lie beside the C library, where there are any.
   */
  private static final List<String> ALSO =
      List.of(
          "libdl.so.2",
          "libpthread.so.0",
          "librt.so.1",
          "libresolv.so.2",
          "libnss_dns.so.2",
          "libnss_files.so.2");

  private final Path root;

  Base(Path root) {
    this.root = root;
  }

  /** Makes the directory anew. */
  void lay(String modules) throws IOException {
    new Stage(root).clear();
    Path java = Path.of(System.getProperty("java.home"));
    link(java, modules);
    Map<String, Path> files = libraries(java);
    files.put(SHELL, Path.of(SHELL));
    for (Map.Entry<String, Path> file : files.entrySet()) {
      copy(file.getValue(), file.getKey());
    }
    writeSystem();
    Set<String> packages = new TreeSet<>();
    for (Path file : files.values()) {
      packages.add(
          packageOf(file)
              .orElseThrow(
                  () ->
                      new PackagingException(
                          file + " is of no package, so nobody knows its licence: " + ELSEWHERE)));
    }
    // A Java that was installed otherwise says what it is in its file "release".
    packageOf(java.resolve(JVM)).ifPresent(packages::add);
    for (String name : packages) {
      describe(name);
    }
  }

  private void link(Path java, String modules) throws IOException {
    Path target = root.resolve(JAVA);
    Files.createDirectories(target.getParent());
    Tool.run(
        "to make a Java runtime",
        List.of(
            java.resolve("bin/jlink").toString(),
            "--add-modules=" + modules,
            "--no-header-files",
            "--no-man-pages",
            "--output=" + target));
  }

  /** By the names under which the loader will look for them. */
  private static Map<String, Path> libraries(Path java) {
    String printed =
        Tool.run(
            "to find the C library",
            List.of(
                "ldd", java.resolve("bin/java").toString(), java.resolve(JVM).toString(), SHELL));
    Map<String, Path> found = new LinkedHashMap<>();
    for (Matcher line = LIBRARY.matcher(printed); line.find(); ) {
      Path file = Path.of(line.group(2));
      if (!file.startsWith(java)) {
        found.put(file.toString(), file);
      }
    }
    Set<Path> directories = new LinkedHashSet<>();
    found.values().stream()
        .filter(file -> file.endsWith("libc.so.6"))
        .forEach(file -> directories.add(file.getParent()));
    if (directories.isEmpty()) {
      throw new PackagingException(
          "No GNU C library is under " + java + ", but the image is made with it: " + ELSEWHERE);
    }
    for (Path directory : directories) {
      ALSO.stream()
          .map(directory::resolve)
          .filter(Files::exists)
          .forEach(file -> found.put(file.toString(), file));
    }
    return found;
  }

  private void writeSystem() throws IOException {
    // Where files are mounted, and what the runtime of the container fills.
    for (String name : List.of("dev", "proc", "sys", "tmp", "etc/surety", HOME)) {
      Files.createDirectories(root.resolve(name));
    }
    Files.writeString(
        root.resolve("etc/passwd"),
        """
        root:x:0:0:root:/:/sbin/nologin
        surety:x:%1$d:%1$d:surety:/%2$s:/sbin/nologin
        """
            .formatted(USER, HOME));
    Files.writeString(root.resolve("etc/group"), "root:x:0:\nsurety:x:%d:\n".formatted(USER));
    Files.writeString(root.resolve("etc/nsswitch.conf"), "hosts: files dns\n");
    copy(Path.of("/etc/os-release"), "/etc/os-release");
  }

  /** The package of a file, by the lists of the package manager. */
  private static Optional<String> packageOf(Path file) throws IOException {
    String end = "/" + file.toRealPath().getFileName();
    try (DirectoryStream<Path> lists = Files.newDirectoryStream(PACKAGES, "*.list")) {
      for (Path list : lists) {
        for (String path : Files.readAllLines(list)) {
          // Some directories are links to others, and packages know one of the names.
          if (path.endsWith(end)
              && Files.exists(Path.of(path))
              && Files.isSameFile(Path.of(path), file)) {
            return Optional.of(String.valueOf(list.getFileName()).replaceFirst("\\.list$", ""));
          }
        }
      }
    } catch (NoSuchFileException e) {
      throw new PackagingException(
          PACKAGES
              + " is not there, so nobody can say under which licences this machine's C library"
              + " comes: "
              + ELSEWHERE);
    }
    return Optional.empty();
  }

  /** As scanners expect it of images without a package manager: a file for each package. */
  private void describe(String name) throws IOException {
    String plain = name.replaceFirst(":.*", "");
    Path status = root.resolve("var/lib/dpkg/status.d").resolve(plain);
    Files.createDirectories(status.getParent());
    String said = Tool.run("to describe packages", List.of("dpkg-query", "--status", name));
    Files.writeString(status, said + "\n");
    copy(Path.of("/usr/share/doc", plain, "copyright"), "/usr/share/doc/" + plain + "/copyright");
  }

  private void copy(Path from, String to) throws IOException {
    Path target = root.resolve(to.substring(1));
    Files.createDirectories(target.getParent());
    Files.copy(from.toRealPath(), target, StandardCopyOption.REPLACE_EXISTING);
  }
}
