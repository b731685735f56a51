package io.surety.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.surety.rest.RestConfig;
import io.surety.rest.archive.ArchiveConfig;
import io.surety.rest.callback.CallbackConfig;
import io.surety.rest.callback.CallbackRules;
import io.surety.topology.config.CoordinatorConfig;
import io.surety.topology.config.KafkaClient;
import io.surety.topology.config.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The server itself reads the settings of the pods, secrets and environment included. */
class SettingsTest {
  private static final Pattern MEBIBYTES = Pattern.compile("-Xmx([0-9]+)m");

  @TempDir Path scratch;

  static Stream<Rendering> renderings() {
    return Rendering.all();
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void theServerAcceptsThem(Rendering rendering) throws IOException {
    Settings settings = settings(rendering);

    CoordinatorConfig coordinator = CoordinatorConfig.of(settings);
    RestConfig rest = RestConfig.of(settings);
    CallbackRules.of(CallbackConfig.of(settings));
    ArchiveConfig.of(settings);

    assertThat(settings.warnings()).isEmpty();
    assertThat(rest.security().isClosed()).isTrue();
    assertThat(rest.security().peerSecret().map(Password::value))
        .contains(Pod.secret("peer.secret"));
    assertThat(coordinator.applicationServer())
        .hasValueSatisfying(
            server -> assertThat(server).matches("\\S+-1\\.\\S+-headless\\.ns\\.svc:8080"));
    assertThat(coordinator.stateDir()).isEqualTo(Path.of(mountOfState(rendering), "state"));
    // Kafka checks what it knows.
    assertThat(new AdminClientConfig(coordinator.kafka(KafkaClient.ADMIN)).unused()).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void secretsComeFromTheirFiles(Rendering rendering) throws IOException {
    Map<String, Object> kafka = CoordinatorConfig.of(settings(rendering)).kafka(KafkaClient.ALL);

    if (rendering.name().equals("prod.yaml")) {
      assertThat(kafka)
          .containsEntry("security.protocol", "SASL_SSL")
          .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
          .containsEntry("sasl.jaas.config", Pod.secret("sasl.jaas.config"));
    }
    if (rendering.name().equals("client-certificate.yaml")) {
      assertThat(kafka)
          .containsEntry("security.protocol", "SSL")
          .containsEntry("ssl.keystore.key", Pod.secret("user.key"))
          .containsEntry("ssl.keystore.certificate.chain", Pod.secret("user.crt"));
    }
    if (rendering.name().equals("plain-listener.yaml")) {
      assertThat(kafka).containsEntry("security.protocol", "SASL_PLAINTEXT");
    }
    assertThat(rendering.properties()).doesNotContainPattern("(?i)(password|secret) = [^$]");
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void memoryIsEnoughForAllOfIt(Rendering rendering) throws IOException {
    long rocksDb = CoordinatorConfig.of(settings(rendering)).rocksDbMemoryBytes();
    Matcher heap = MEBIBYTES.matcher(Pod.environment(rendering).get("SURETY_JAVA_OPTS"));
    assertThat(heap.find()).isTrue();
    Quantity limit = rendering.container().getResources().getLimits().get("memory");
    long rest =
        limit.getNumericalAmount().longValueExact()
            - rocksDb
            - (Long.parseLong(heap.group(1)) << 20);

    assertThat(rest).isGreaterThanOrEqualTo(256L << 20);
    assertThat(rendering.container().getResources().getRequests()).containsEntry("memory", limit);
  }

  private Settings settings(Rendering rendering) throws IOException {
    return Pod.settings(rendering, scratch);
  }

  private static String mountOfState(Rendering rendering) {
    return rendering.container().getVolumeMounts().stream()
        .filter(mount -> mount.getName().equals("state"))
        .findFirst()
        .orElseThrow()
        .getMountPath();
  }
}
