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

class DeniedVersionsTest {
  /** What the build checks with. */
  private static final Path OURS = Path.of("..", "distribution", "denied.txt");

  @TempDir Path dir;

  @Test
  void catchesAVersionInTheRangeAndNoOther() throws IOException {
    DeniedVersions denied = denied("a:b | [1.0,1.2) | CVE-1 | it breaks");

    assertThat(denied.violations(List.of(library("a:b:1.1.9"))))
        .containsExactly(
            "a:b:1.1.9 has a known vulnerability, CVE-1 (it breaks): take a version outside"
                + " [1.0,1.2)");
    assertThat(
            denied.violations(
                List.of(library("a:b:1.2"), library("a:b:0.9"), library("a:other:1.1"))))
        .isEmpty();
  }

  /** Kafka asks for the version before, and our pom.xml for this one. */
  @Test
  void ourListCatchesTheLz4ThatKafkaAsksFor() throws IOException {
    DeniedVersions denied = DeniedVersions.read(OURS);

    assertThat(denied.violations(List.of(library("at.yawk.lz4:lz4-java:1.10.2")))).hasSize(2);
    assertThat(denied.violations(List.of(library("at.yawk.lz4:lz4-java:1.11.2")))).isEmpty();
    assertThat(denied.violations(List.of(library("org.lz4:lz4-java:1.8.0")))).hasSize(1);
  }

  @Test
  void namesALineThatIsNotClear() {
    assertThatThrownBy(
            () -> denied("# a comment", "a:b | 1.0 | CVE-1 | a bare version is no range"))
        .isInstanceOf(PackagingException.class)
        .hasMessageContaining("line 2", "[,1.2.3)");
    assertThatThrownBy(() -> denied("a:b | [1.0,2.0)"))
        .isInstanceOf(PackagingException.class)
        .hasMessageContaining("line 1", "group:name | range | id | reason");
  }

  private DeniedVersions denied(String... lines) throws IOException {
    return DeniedVersions.read(Files.write(dir.resolve("denied.txt"), List.of(lines)));
  }
}
