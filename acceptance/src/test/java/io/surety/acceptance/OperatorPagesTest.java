package io.surety.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages for operators lean on is there: tests, laws, alerts. */
class OperatorPagesTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+Test)`");
  private static final Pattern LAW = Pattern.compile("`([A-Z][a-z]+(?:[A-Z][a-z]*){2,})`");
  private static final Pattern ALERT = Pattern.compile("alert: (\\w+)");
  private static final Pattern ACTION = Pattern.compile("(?m)^\\| `(Surety\\w+)` \\|");

  @ParameterizedTest
  @ValueSource(strings = {"docs/guarantees.md", "docs/operations.md", "SECURITY.md"})
  void everyTestThatIsNamedIsThere(String page) throws IOException {
    assertThat(testClasses()).containsAll(found(TEST, page)).isNotEmpty();
  }

  @Test
  void everyLawThatIsNamedIsThere() throws IOException {
    Set<String> named = found(LAW, "docs/guarantees.md");
    named.removeIf(name -> name.endsWith("Exception") || name.equals("LogAppendTime"));

    assertThat(named).hasSizeGreaterThan(10);
    assertThat(testClasses()).containsAll(named);
  }

  @Test
  void everyAlertHasAnAction() throws IOException {
    assertThat(found(ACTION, "docs/operations.md"))
        .isEqualTo(found(ALERT, "k8s/helm/surety/files/surety-alerts.yaml"))
        .hasSizeGreaterThan(10);
  }

  private static Set<String> found(Pattern pattern, String page) throws IOException {
    Set<String> names = new TreeSet<>();
    Matcher matcher = pattern.matcher(Files.readString(ROOT.resolve(page)));
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  private static Set<String> testClasses() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String module :
        new String[] {"lifecycle", "schemas", "topology", "client", "rest-shim", "acceptance"}) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".java"))
            .forEach(name -> names.add(name.substring(0, name.length() - ".java".length())));
      }
    }
    return names;
  }
}
