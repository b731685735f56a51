package io.surety.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The reader itself: what a typing mistake does. */
class StrictReadingTest {
  private static final String PROD = Chart.render(Chart.DIRECTORY.resolve("ci/prod.yaml"));

  /** A field of each kind, at every depth, and the same with a mistake. */
  static Stream<Arguments> mistakes() {
    return Stream.of(
            List.of("replicas: 3", "replica: 3"),
            List.of("podManagementPolicy:", "podManagmentPolicy:"),
            List.of("minReadySeconds:", "minReadySecond:"),
            List.of("readinessProbe:", "readynessProbe:"),
            List.of("failureThreshold: 60", "failureTreshold: 60"),
            List.of("runAsNonRoot:", "runAsNonroot:"),
            List.of("readOnlyRootFilesystem:", "readOnlyRootFileSystem:"),
            List.of("whenUnsatisfiable: ScheduleAnyway", "whenUnsatisfied: ScheduleAnyway"),
            List.of("maxUnavailable:", "maxUnavailabel:"),
            List.of("unhealthyPodEvictionPolicy:", "unhealthyPodEviction:"),
            List.of("publishNotReadyAddresses:", "publishNotreadyAddresses:"),
            List.of("targetPort: rest", "targetport: rest"),
            List.of("policyTypes:", "policytypes:"),
            List.of("automountServiceAccountToken: false\n---", "automountToken: false\n---"),
            List.of("podMetricsEndpoints:", "podMetricEndpoints:"),
            List.of("serverName:", "servername:"),
            List.of("seconds: 5", "second: 5"),
            List.of("storageClassName:", "storageClass:"),
            List.of("- alert: SuretyDefect", "- alarm: SuretyDefect"),
            List.of("secretName: surety-kafka", "secret: surety-kafka"))
        .map(pair -> Arguments.of(pair.get(0), pair.get(1)));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aFieldThatIsNotKnownIsAnError(String right, String wrong) {
    assertThat(PROD).contains(right);
    String mistaken = PROD.replaceFirst(Pattern.quote(right), wrong);

    assertThatThrownBy(() -> Manifests.read(mistaken))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("." + wrong.replaceAll("^- ", "").replaceAll("(?s):.*", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "base/topics.yaml, partitions, partition",
    "base/topics.yaml, replicas, replica",
    "base/users.yaml, operations, operation_",
    "base/users.yaml, patternType, pattern",
    "base/users.yaml, acls, acl",
    "archive/connect.yaml, groupId, groupID",
    "archive/connect.yaml, passwordSecret, secret",
    "archive/connect.yaml, pushSecret, secretOfPush",
    "archive/connect.yaml, tasksMax, taskMax",
    "archive/connect.yaml, autoRestart, restart",
    "overlays/dev/kafka.yaml, listeners, listener",
    "overlays/dev/kafka.yaml, roles, role"
  })
  void soIsOneOfStrimzis(String file, String right, String wrong) throws IOException {
    String text = Files.readString(Path.of("strimzi", file));
    assertThat(text).contains(right + ":");
    assertThat(Manifests.read(text)).isNotEmpty();

    assertThatThrownBy(() -> Manifests.read(text.replace(right + ":", wrong + ":")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("." + wrong);
  }

  @Test
  void aKindThatIsNotKnownIsAnError() {
    String mistaken = PROD.replace("kind: PodMonitor", "kind: PodsMonitor");

    assertThatThrownBy(() -> Manifests.read(mistaken)).hasMessageContaining("PodsMonitor surety");
  }

  @Test
  void aVersionThatIsNotKnownIsAnError() {
    String mistaken = PROD.replace("apiVersion: policy/v1\n", "apiVersion: policy/v2\n");

    assertThatThrownBy(() -> Manifests.read(mistaken)).hasMessageContaining("policy/v2");
  }

  @Test
  void aKeyThatIsThereTwiceIsAnError() {
    String mistaken = PROD.replace("  replicas: 3\n", "  replicas: 3\n  replicas: 3\n");

    assertThatThrownBy(() -> Manifests.read(mistaken)).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void aValueOfAnotherTypeIsAnError() {
    String mistaken = PROD.replace("replicas: 3\n", "replicas: three\n");

    assertThatThrownBy(() -> Manifests.read(mistaken)).hasStackTraceContaining("three");
  }
}
