package io.surety.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.openshift.api.model.monitoring.v1.PodMetricsEndpoint;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * What the chart brings for Prometheus and Grafana; rest-shim tests rules and dashboard themselves.
 */
class MonitoringTest {
  private static final Path FILES = Chart.DIRECTORY.resolve("files");
  private static final Rendering PROD = Rendering.ofTheChart("prod.yaml");

  @Test
  void theAlertRulesAreAllThere() throws IOException {
    JsonNode rules = Yaml.one(Files.readString(FILES.resolve("surety-alerts.yaml")));

    assertThat(Manifests.tree(PROD.the(PrometheusRule.class)).at("/spec")).isEqualTo(rules);
    assertThat(PROD.the(PrometheusRule.class).getMetadata().getLabels())
        .containsEntry("release", "prometheus");
  }

  @Test
  void theDashboardIsThere() throws IOException {
    ConfigMap map =
        PROD.all(ConfigMap.class).stream()
            .filter(found -> found.getData().containsKey("surety.json"))
            .findFirst()
            .orElseThrow();

    assertThat(Yaml.one(map.getData().get("surety.json")))
        .isEqualTo(Yaml.one(Files.readString(FILES.resolve("surety-dashboard.json"))));
    assertThat(map.getMetadata().getLabels()).containsEntry("grafana_dashboard", "1");
  }

  /**
   * Metrics are for viewers, so Prometheus needs a key; and the certificate has no pod's address.
   */
  @Test
  void prometheusSaysWhoItIs() {
    PodMetricsEndpoint end = PROD.the(PodMonitor.class).getSpec().getPodMetricsEndpoints().get(0);

    assertThat(end.getPath()).isEqualTo("/metrics");
    assertThat(end.getScheme()).hasToString("https");
    assertThat(end.getAuthorization().getCredentials().getName()).isEqualTo("surety-metrics");
    assertThat(end.getTlsConfig().getServerName()).isEqualTo("surety.messaging.svc");
    assertThat(end.getTlsConfig().getCa().getSecret().getName()).isEqualTo("surety-rest-tls");
  }

  @Test
  void withoutTheOperatorNothingOfItsKindIsThere() {
    assertThat(Rendering.ofTheChart())
        .filteredOn(rendering -> !rendering.name().equals("prod.yaml"))
        .isNotEmpty()
        .allSatisfy(
            rendering ->
                assertThat(rendering.resources())
                    .noneMatch(each -> each.getApiVersion().startsWith("monitoring")));
  }
}
