package io.surety.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.rest.problem.ProblemCode;
import io.surety.topology.config.ConfigPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Run with {@code -Dsurety.docs.write=true} to write the configuration page anew. */
class DocsTest {
  private static final Path CONFIGURATION = Path.of("..", "docs", "configuration.md");
  private static final Path ERRORS = Path.of("..", "docs", "errors");
  private static final Path REST = Path.of("..", "docs", "rest.md");

  @Test
  void theConfigurationPageSaysWhatTheCodeDoes() throws Exception {
    String page = Files.readString(CONFIGURATION);

    String fresh = ConfigPage.replace(page, "rest", RestConfig.GROUPS);
    if (Boolean.getBoolean("surety.docs.write")) {
      Files.writeString(CONFIGURATION, fresh);
    }

    assertThat(Files.readString(CONFIGURATION)).isEqualTo(fresh);
  }

  @Test
  void everyPageOfAnErrorIsOfOneThatThereIs() throws Exception {
    List<String> expected = new ArrayList<>(List.of("README.md"));
    for (ProblemCode code : ProblemCode.values()) {
      expected.add(code.code() + ".md");
    }

    try (Stream<Path> pages = Files.list(ERRORS)) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @ParameterizedTest
  @EnumSource(ProblemCode.class)
  void everyProblemHasAPage(ProblemCode code) throws Exception {
    String page = Files.readString(ERRORS.resolve(code.code() + ".md"));

    assertThat(page).startsWith("# " + code.code() + "\n\n" + code.title() + ". Status ");
    assertThat(page).contains("\n## What happened\n\n", "\n## What to do\n\n");
    assertThat(Files.readString(ERRORS.resolve("README.md")))
        .containsPattern(
            "\\[" + code.code() + "]\\(" + code.code() + "\\.md\\) \\| .* \\| " + code.title());
  }

  @ParameterizedTest
  @EnumSource(ProblemCode.class)
  void everyProblemIsExplained(ProblemCode code) throws Exception {
    assertThat(Files.readString(REST)).containsPattern("\\| .*`" + code.code() + "`.* \\|");
  }
}
