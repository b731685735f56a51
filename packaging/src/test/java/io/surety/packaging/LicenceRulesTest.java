package io.surety.packaging;

import static io.surety.packaging.Libraries.library;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LicenceRulesTest {
  @TempDir Path dir;

  @Test
  void takesThePreferredOfSeveral() throws IOException {
    LicenceRules rules = rules("MIT", "EPL-2.0 # as it is");
    Library choice = library("a:b:1", "EPL-2.0", "GPL-2.0-with-classpath-exception", "MIT");

    assertThat(rules.violations(List.of(choice))).isEmpty();
    assertThat(rules.chosen(choice)).containsExactly("MIT");
  }

  @Test
  void refusesWhatIsNotAllowed() throws IOException {
    LicenceRules rules = rules("MIT");

    assertThat(rules.violations(List.of(library("a:b:1", "AGPL-3.0-only"), library("a:c:2"))))
        .satisfiesExactly(
            agpl -> assertThat(agpl).startsWith("a:b:1 comes under [AGPL-3.0-only]"),
            none -> assertThat(none).startsWith("a:c:2 comes under no licence"));
  }

  @Test
  void believesWhatWasFoundOut() throws IOException {
    LicenceRules rules = rules("BSD-3-Clause", "a:b = BSD-3-Clause");

    assertThat(rules.violations(List.of(library("a:b:1", "Go License")))).isEmpty();
    assertThat(rules.violations(List.of(library("x:y:1", "BSD-3-Clause"))))
        .singleElement()
        .asString()
        .contains("clarifies a:b, which is not shipped");
  }

  @Test
  void namesALineThatIsNotClear() {
    assertThatThrownBy(() -> rules("MIT", "a:b"))
        .isInstanceOf(PackagingException.class)
        .hasMessageContaining("line 2", "'a:b'");
  }

  private LicenceRules rules(String... lines) throws IOException {
    return LicenceRules.read(Files.write(dir.resolve("licences.txt"), List.of(lines)));
  }
}
