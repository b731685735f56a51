package io.surety.topology.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

/** Run with {@code -Dsurety.docs.write=true} to write the page anew. */
class ConfigurationPageTest {
  private static final Path PAGE = Path.of("..", "docs", "configuration.md");

  @Test
  void thePageSaysWhatTheCodeDoes() throws Exception {
    String page = Files.readString(PAGE);

    String fresh = ConfigPage.replace(page, "coordinator", CoordinatorConfig.GROUPS);
    if (Boolean.getBoolean("surety.docs.write")) {
      Files.writeString(PAGE, fresh);
    }

    assertThat(Files.readString(PAGE)).isEqualTo(fresh);
  }

  @Test
  void everyNumberSaysWhatLargerAndSmallerDo() {
    List<ConfigDef.ConfigKey> silent =
        CoordinatorConfig.GROUPS.stream()
            .flatMap(group -> group.def().configKeys().values().stream())
            .filter(key -> key.type == ConfigDef.Type.INT || key.type == ConfigDef.Type.LONG)
            .filter(
                key ->
                    !key.documentation.contains("Larger ")
                        || !key.documentation.contains("; smaller "))
            .toList();

    assertThat(silent).extracting(key -> key.name).isEmpty();
  }
}
