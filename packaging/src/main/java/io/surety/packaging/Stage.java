package io.surety.packaging;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Lays out the directory that is packed: {@code surety-VERSION} with all that is in it. */
final class Stage {
  private final Path root;

  Stage(Path root) {
    this.root = root;
  }

  /** An empty directory, whatever was there before. */
  void clear() throws IOException {
    if (Files.exists(root)) {
      try (Stream<Path> all = Files.walk(root)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectories(root);
  }

  /** Copies a file, or what is in a directory, to a place below the root. */
  void copy(Path from, String to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        Path target = root.resolve(to).resolve(from.relativize(path).toString()).normalize();
        Files.createDirectories(target.getParent());
        Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /**
   * Copies jars to the directories of those who need them. What is in an earlier one is not in a
   * later one again.
   *
   * @param layout directories, and the library for which each is
   */
  void libraries(Sbom sbom, Map<String, String> layout, Map<Library, Path> jars)
      throws IOException {
    Set<Library> placed = new HashSet<>();
    for (Map.Entry<String, String> entry : layout.entrySet()) {
      for (Library library : sbom.closure(entry.getValue())) {
        if (placed.add(library)) {
          Path jar = Objects.requireNonNull(jars.get(library), library::toString);
          copy(jar, entry.getKey() + "/" + library.fileName());
        }
      }
    }
    Set<Library> left = new TreeSet<>(jars.keySet());
    left.removeAll(placed);
    if (!left.isEmpty()) {
      throw new PackagingException(
          "Nobody needs " + left + ": name who does in the layout, or leave them out");
    }
  }

  /**
   * The file of each library.
   *
   * @param classPath as Maven resolved it, from which the bill of materials was made, too
   * @throws PackagingException if one of them has what the other has not
   */
  static Map<Library, Path> jars(Sbom sbom, String classPath) {
    Map<String, Path> files = new HashMap<>();
    Arrays.stream(classPath.strip().split(File.pathSeparator))
        .map(Path::of)
        .forEach(path -> files.put(String.valueOf(path.getFileName()), path));
    Map<Library, Path> jars = new TreeMap<>();
    for (Library library : sbom.libraries()) {
      Path file = files.remove(library.fileName());
      if (file == null) {
        throw new PackagingException(library + " is in the bill of materials, and no jar is there");
      }
      jars.put(library, file);
    }
    if (!files.isEmpty()) {
      throw new PackagingException("Not in the bill of materials: " + List.copyOf(files.values()));
    }
    return jars;
  }
}
