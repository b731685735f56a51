package io.surety.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The rules need the JDK and nothing else, and of the JDK nothing that would make two runs differ:
 * no clock, no chance, no files, no network, no threads.
 */
class LayeringTest {

  private static final Path MAIN =
      Path.of(System.getProperty("basedir", "."), "src", "main", "java");

  /** The packages that the rules may use; their own needs no import. */
  private static final Pattern ALLOWED =
      Pattern.compile(
          "(java\\.util(\\.function)?|org\\.jspecify\\.annotations|io\\.surety\\.lifecycle)");

  private static final Pattern IMPORT =
      Pattern.compile("^import (?:static )?([a-z.]+[a-z])\\.[A-Z].*;$", Pattern.MULTILINE);

  private static final Pattern IMPURE =
      Pattern.compile(
          "System\\.|Instant|Clock|LocalDate|Random|UUID|Thread|java\\.(io|nio|net|time|lang\\.reflect)");

  @Test
  void importOnlyWhatIsPure() throws IOException {
    for (Path file : sources()) {
      Matcher imports = IMPORT.matcher(Files.readString(file));
      while (imports.find()) {
        assertThat(imports.group(1)).as("%s", file.getFileName()).matches(ALLOWED);
      }
    }
  }

  @Test
  void readNoClockAndRollNoDice() throws IOException {
    for (Path file : sources()) {
      String code = Files.readString(file).replaceAll("(?s)/\\*.*?\\*/|//[^\n]*", "");
      assertThat(code).as("%s", file.getFileName()).doesNotContainPattern(IMPURE);
    }
  }

  @Test
  void areFoundAtAll() throws IOException {
    assertThat(sources()).hasSizeGreaterThan(30);
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(MAIN)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
