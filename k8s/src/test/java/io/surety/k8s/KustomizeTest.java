package io.surety.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our reader of kustomizations makes the same of them as kubectl, where that is installed. */
class KustomizeTest {
  @ParameterizedTest
  @ValueSource(strings = {"strimzi/base", "strimzi/overlays/dev", "strimzi/overlays/prod"})
  void kubectlMakesTheSame(String directory) throws Exception {
    assumeTrue(isInstalled(), "kubectl is not installed");

    List<JsonNode> theirs = Yaml.all(kubectl("kustomize", directory));

    assertThat(byName(Kustomize.build(Path.of(directory)))).isEqualTo(byName(theirs));
  }

  private static Map<String, JsonNode> byName(List<JsonNode> resources) {
    return resources.stream()
        .collect(
            Collectors.toMap(
                each -> each.get("kind").asText() + " " + each.at("/metadata/name").asText(),
                Function.identity()));
  }

  private static boolean isInstalled() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(directory -> new File(directory, "kubectl").canExecute());
  }

  private static String kubectl(String... arguments) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of("kubectl"), Stream.of(arguments)).toList())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
