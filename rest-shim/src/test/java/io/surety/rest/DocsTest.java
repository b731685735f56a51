package io.surety.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.rest.problem.ProblemCode;
import io.surety.topology.config.ConfigPage;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Run with {@code -Dsurety.docs.write=true} to write the configuration page anew. */
class DocsTest {
  private static final Path CONFIGURATION = Path.of("..", "docs", "configuration.md");
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

  @ParameterizedTest
  @EnumSource(ProblemCode.class)
  void everyProblemIsExplained(ProblemCode code) throws Exception {
    assertThat(Files.readString(REST)).containsPattern("\\| .*`" + code.code() + "`.* \\|");
  }
}
