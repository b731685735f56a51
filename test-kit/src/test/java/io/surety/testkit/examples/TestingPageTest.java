package io.surety.testkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.testkit.Faults;
import io.surety.testkit.SignalType;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page shows code that runs, and names every fault. */
class TestingPageTest {
  private static final Path MODULE = module();
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void everyExampleOfThePageIsInTheCodeWordForWord() throws IOException {
    String source =
        Files.readString(
            MODULE.resolve("src/test/java/io/surety/testkit/examples/TestingExamplesTest.java"));
    List<String> examples =
        JAVA.matcher(page()).results().map(example -> example.group(1)).toList();

    assertThat(examples).hasSize(6);
    for (String example : examples) {
      assertThat(withoutIndent(source)).contains(withoutIndent(example));
    }
  }

  @Test
  void thePageNamesEveryFaultAndEverySignal() throws IOException {
    String page = page();

    assertThat(Faults.class.getDeclaredMethods())
        .filteredOn(method -> Modifier.isPublic(method.getModifiers()))
        .extracting(Method::getName)
        .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    assertThat(Arrays.stream(SignalType.values()))
        .allSatisfy(type -> assertThat(page).contains("`" + type + "`"));
  }

  private static String page() throws IOException {
    return Files.readString(MODULE.resolve("../docs/testing.md"));
  }

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
