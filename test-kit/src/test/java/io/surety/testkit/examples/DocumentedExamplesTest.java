package io.surety.testkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.client.SuretyClientConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The pages show code that compiles, and name every key; {@link ProducingExamplesTest} and {@link
 * ConsumingExamplesTest} run it.
 */
class DocumentedExamplesTest {
  private static final Path MODULE = module();
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @ParameterizedTest
  @CsvSource({
    "producing.md, ProducingExamples.java, 16",
    "consuming.md, ConsumingExamples.java, 6"
  })
  void everyExampleOfThePageIsInTheCodeWordForWord(String page, String code, int count)
      throws IOException {
    String source =
        Files.readString(MODULE.resolve("src/test/java/io/surety/testkit/examples").resolve(code));
    List<String> examples =
        JAVA.matcher(Files.readString(MODULE.resolve("../docs").resolve(page)))
            .results()
            .map(example -> example.group(1))
            .toList();

    assertThat(examples).hasSize(count);
    for (String example : examples) {
      assertThat(withoutIndent(source)).contains(withoutIndent(example));
    }
  }

  @Test
  void thePagesNameEveryKeyOfTheClient() throws IOException {
    String producing = Files.readString(MODULE.resolve("../docs/producing.md"));

    assertThat(SuretyClientConfig.definition().names())
        .allSatisfy(key -> assertThat(producing).contains("`" + key + "`"));
  }

  /** The lines without what they are indented by: the page has them at the margin. */
  private static String withoutIndent(String code) {
    return code.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private static Path module() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("src/test/java/io/surety/testkit"))
        ? here
        : here.resolve("test-kit");
  }
}
