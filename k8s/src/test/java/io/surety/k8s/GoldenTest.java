package io.surety.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rendered files are what the chart makes today. */
class GoldenTest {
  private static final String MONITORING = "apiVersion: monitoring.coreos.com/v1\n";

  @ParameterizedTest
  @CsvSource({"plain/surety.yaml, plain.yaml", "strimzi/base/surety.yaml, strimzi.yaml"})
  void theFileIsWhatTheChartMakes(String file, String values) throws IOException {
    mustBe(file, values, Chart.render(Chart.DIRECTORY.resolve("ci").resolve(values)));
  }

  @Test
  void soIsThatForThePrometheusOperator() throws IOException {
    String all =
        Chart.render(
            Chart.DIRECTORY.resolve("ci/strimzi.yaml"),
            Map.of("monitoring.podMonitor.enabled", "true", "monitoring.rules.enabled", "true"));

    mustBe(
        "strimzi/monitoring/monitoring.yaml",
        "strimzi.yaml",
        Stream.of(all.split("(?m)^---\n"))
            .filter(document -> document.contains(MONITORING))
            .collect(Collectors.joining("---\n", "---\n", "")));
  }

  private static void mustBe(String file, String values, String rendered) throws IOException {
    String made =
        "# Made by Helm from k8s/helm/surety with ci/"
            + values
            + "; k8s/README.md tells how. Do not edit it.\n"
            + rendered.strip()
            + "\n";

    if (Boolean.getBoolean("surety.k8s.write")) {
      Files.writeString(Path.of(file), made);
    }

    assertThat(Path.of(file))
        .as("write it anew with -Dsurety.k8s.write=true; k8s/README.md has the whole command")
        .hasContent(made);
  }
}
