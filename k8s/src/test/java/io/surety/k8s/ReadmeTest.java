package io.surety.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.rest.metrics.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README tells people to do can be done. */
class ReadmeTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(yaml|sh)\\n(.*?)^```$");
  private static final Pattern PATH = Pattern.compile("k8s/(?:helm|plain|strimzi)[\\w/.-]*");
  private static final Pattern VALUES =
      Pattern.compile("(?ms)^cat > my-values.yaml <<'END'\\n(.*?)^END$");

  @TempDir Path scratch;

  @Test
  void theFilesOfItsCommandsAreThere() throws IOException {
    List<String> paths =
        blocks("sh")
            .flatMap(block -> PATH.matcher(block).results().map(MatchResult::group))
            .toList();

    assertThat(paths).isNotEmpty().allSatisfy(path -> assertThat(Path.of("..", path)).exists());
  }

  @Test
  void itsValuesMakeARendering() throws IOException {
    Matcher values = VALUES.matcher(readme());
    assertThat(values.find()).isTrue();
    Path file = scratch.resolve("my-values.yaml");
    Files.writeString(file, values.group(1));

    Rendering rendering = Rendering.of("README", Chart.render(file));

    assertThat(rendering.container().getImage()).isEqualTo("registry.example/surety:0.1.0");
    // What else has to be there, its commands make.
    assertThat(rendering.pod().getSpec().getVolumes())
        .filteredOn(volume -> volume.getSecret() != null)
        .extracting(volume -> volume.getSecret().getSecretName())
        .isNotEmpty()
        .allSatisfy(
            secret -> assertThat(readme()).contains("create secret generic " + secret + " "));
  }

  @Test
  void theExampleForKedaScalesByWhatThereIs() throws IOException {
    JsonNode scaled = example("ScaledObject");

    assertThat(scaled.at("/spec/scaleTargetRef/name").asText()).isEqualTo("surety");
    assertThat(scaled.at("/spec/minReplicaCount").asInt()).isGreaterThan(1);
    assertThat(scaled.at("/spec/maxReplicaCount").asInt()).isBetween(3, 12);
    assertThat(scaled.at("/spec/triggers/0/metadata/query").asText())
        .isEqualTo("max(" + Metric.OLDEST_UNPROCESSED.metricName() + ")");
  }

  @Test
  void theCertificateNamesWhereInstancesFindEachOther() throws IOException {
    JsonNode names = example("Certificate").at("/spec/dnsNames");

    assertThat(names)
        .extracting(JsonNode::asText)
        .contains("*.surety-headless." + Chart.NAMESPACE + ".svc");
  }

  private static JsonNode example(String kind) throws IOException {
    return blocks("yaml")
        .map(Yaml::one)
        .filter(block -> block.path("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<String> blocks(String language) throws IOException {
    return BLOCK
        .matcher(readme())
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2));
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }
}
