package io.surety.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Pod Security Standard "restricted", and what goes beyond it. */
class SecurityTest {
  static Stream<Rendering> renderings() {
    return Rendering.all();
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void podsAreRestricted(Rendering rendering) {
    PodSpec pod = rendering.pod().getSpec();
    PodSecurityContext context = pod.getSecurityContext();

    assertThat(context.getRunAsNonRoot()).isTrue();
    assertThat(context.getRunAsUser()).isEqualTo(10001);
    assertThat(context.getFsGroup()).isEqualTo(10001);
    assertThat(context.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(pod.getHostNetwork()).isNull();
    assertThat(pod.getHostPID()).isNull();
    assertThat(pod.getHostIPC()).isNull();
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getEnableServiceLinks()).isFalse();
    assertThat(pod.getInitContainers()).isEmpty();
    assertThat(pod.getVolumes())
        .allSatisfy(
            volume ->
                assertThat(
                        Stream.of(volume.getSecret(), volume.getConfigMap(), volume.getEmptyDir()))
                    .as(volume.getName())
                    .anyMatch(kind -> kind != null));
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void containersCanDoNothingElse(Rendering rendering) {
    for (Container container : rendering.pod().getSpec().getContainers()) {
      SecurityContext context = container.getSecurityContext();

      assertThat(context.getAllowPrivilegeEscalation()).isFalse();
      assertThat(context.getPrivileged()).isNull();
      assertThat(context.getReadOnlyRootFilesystem()).isTrue();
      assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
      assertThat(context.getCapabilities().getAdd()).isEmpty();
      assertThat(context.getRunAsUser()).isNull();
      assertThat(container.getResources().getLimits()).containsKey("memory");
      assertThat(container.getResources().getRequests()).containsKeys("memory", "cpu");
      assertThat(container.getPorts()).allMatch(port -> port.getHostPort() == null);
    }
  }

  /**
   * The root file system is read-only: stores, and what the JVM unpacks, need places of their own.
   */
  @ParameterizedTest
  @MethodSource("renderings")
  void onlyStateAndTemporaryFilesCanBeWritten(Rendering rendering) {
    Set<String> writable =
        rendering.container().getVolumeMounts().stream()
            .filter(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
            .map(VolumeMount::getMountPath)
            .collect(Collectors.toSet());

    assertThat(writable).containsExactlyInAnyOrder("/tmp", "/var/lib/surety");
    assertThat(rendering.properties()).contains("surety.state.dir = /var/lib/surety/state\n");
    assertThat(rendering.container().getEnv())
        .anySatisfy(
            variable ->
                assertThat(String.valueOf(variable.getValue())).contains("-Djava.io.tmpdir=/tmp"));
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void theClusterIsNotAsked(Rendering rendering) {
    assertThat(rendering.the(ServiceAccount.class).getAutomountServiceAccountToken()).isFalse();
    assertThat(rendering.all(RoleBinding.class)).isEmpty();
    assertThat(rendering.all(ClusterRoleBinding.class)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void nothingIsPublished(Rendering rendering) {
    assertThat(rendering.all(Service.class))
        .allSatisfy(service -> assertThat(service.getSpec().getType()).isIn(null, "ClusterIP"));
  }
}
