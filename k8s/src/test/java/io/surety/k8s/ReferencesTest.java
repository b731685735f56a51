package io.surety.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is named somewhere is there. */
class ReferencesTest {
  private static final String SECRETS = Pod.SECRETS + "/";

  private static final Pattern VARIABLE = Pattern.compile("\\$\\(([A-Z_]+)\\)");

  static Stream<Rendering> renderings() {
    return Rendering.all();
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void volumesAreThereAndUsed(Rendering rendering) {
    PodSpec pod = rendering.pod().getSpec();
    Set<String> there =
        pod.getVolumes().stream()
            .map(Volume::getName)
            .collect(Collectors.toCollection(HashSet::new));
    for (PersistentVolumeClaim claim :
        rendering.the(StatefulSet.class).getSpec().getVolumeClaimTemplates()) {
      there.add(claim.getMetadata().getName());
    }
    List<VolumeMount> mounts = rendering.container().getVolumeMounts();

    assertThat(mounts.stream().map(VolumeMount::getName))
        .containsExactlyInAnyOrderElementsOf(there);
    assertThat(mounts.stream().map(VolumeMount::getMountPath)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void theConfigurationFileIsThere(Rendering rendering) {
    List<String> args = rendering.container().getArgs();
    String file = args.get(args.indexOf("-c") + 1);
    VolumeMount mount = mountedAt(rendering, file);
    Volume volume = volume(rendering, mount.getName());
    ConfigMap map =
        rendering.all(ConfigMap.class).stream()
            .filter(found -> name(found.getMetadata()).equals(volume.getConfigMap().getName()))
            .findFirst()
            .orElseThrow();

    assertThat(map.getData()).containsKey(mount.getSubPath());
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void everySecretThatIsReadIsMountedAndEveryMountedOneIsRead(Rendering rendering) {
    Set<String> read =
        Pod.SECRET
            .matcher(rendering.settings())
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());
    Set<String> mounted =
        rendering.container().getVolumeMounts().stream()
            .map(VolumeMount::getMountPath)
            .filter(path -> path.startsWith(SECRETS))
            .map(path -> path.substring(SECRETS.length()))
            .collect(Collectors.toSet());

    assertThat(read).isNotEmpty().isEqualTo(mounted);
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void secretsAreFilesThatFollowTheirChanges(Rendering rendering) {
    assertThat(rendering.container().getEnv())
        .allSatisfy(
            variable ->
                assertThat(
                        variable.getValueFrom() == null
                            || variable.getValueFrom().getSecretKeyRef() == null)
                    .as(variable.getName())
                    .isTrue());
    assertThat(rendering.container().getEnvFrom()).isEmpty();
    for (Volume volume : rendering.pod().getSpec().getVolumes()) {
      if (volume.getSecret() != null) {
        // A mount with a subPath keeps the first contents for ever.
        assertThat(rendering.container().getVolumeMounts())
            .filteredOn(mount -> mount.getName().equals(volume.getName()))
            .allSatisfy(mount -> assertThat(mount.getSubPath()).isNull());
        assertThat(volume.getSecret().getSecretName()).isNotBlank();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void portsAreThere(Rendering rendering) {
    List<ContainerPort> ports = rendering.container().getPorts();
    Set<String> names = ports.stream().map(ContainerPort::getName).collect(Collectors.toSet());
    List<String> named = new ArrayList<>();
    probes(rendering).forEach(probe -> named.add(probe.getHttpGet().getPort().getStrVal()));
    for (Service service : rendering.all(Service.class)) {
      for (ServicePort port : service.getSpec().getPorts()) {
        named.add(port.getTargetPort().getStrVal());
      }
    }
    rendering
        .all(PodMonitor.class)
        .forEach(
            monitor ->
                monitor
                    .getSpec()
                    .getPodMetricsEndpoints()
                    .forEach(end -> named.add(end.getPort())));

    assertThat(names).containsAll(named).isEqualTo(Set.copyOf(named));
    assertThat(rendering.properties())
        .contains("surety.rest.port = " + ports.get(0).getContainerPort() + "\n");
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void whatSelectsPodsSelectsThese(Rendering rendering) {
    Map<String, String> labels = rendering.pod().getMetadata().getLabels();
    List<Map<String, String>> selectors = new ArrayList<>();
    selectors.add(rendering.the(StatefulSet.class).getSpec().getSelector().getMatchLabels());
    selectors.add(
        rendering.the(PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels());
    rendering.all(Service.class).forEach(service -> selectors.add(service.getSpec().getSelector()));
    rendering
        .all(NetworkPolicy.class)
        .forEach(policy -> selectors.add(policy.getSpec().getPodSelector().getMatchLabels()));
    rendering
        .all(PodMonitor.class)
        .forEach(monitor -> selectors.add(monitor.getSpec().getSelector().getMatchLabels()));
    rendering
        .pod()
        .getSpec()
        .getTopologySpreadConstraints()
        .forEach(spread -> selectors.add(spread.getLabelSelector().getMatchLabels()));

    assertThat(selectors)
        .hasSizeGreaterThanOrEqualTo(6)
        .allSatisfy(
            selector ->
                assertThat(labels.entrySet()).isNotEmpty().containsAll(selector.entrySet()));
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void theInstancesFindEachOther(Rendering rendering) {
    StatefulSet set = rendering.the(StatefulSet.class);
    Service peers =
        rendering.all(Service.class).stream()
            .filter(service -> name(service.getMetadata()).equals(set.getSpec().getServiceName()))
            .findFirst()
            .orElseThrow();

    assertThat(peers.getSpec().getClusterIP()).isEqualTo("None");
    assertThat(peers.getSpec().getPublishNotReadyAddresses()).isTrue();
    assertThat(variable(rendering, "SURETY_APPLICATION_SERVER").getValue())
        .isEqualTo(
            "$(POD_NAME).%s.$(POD_NAMESPACE).svc:%d"
                .formatted(name(peers.getMetadata()), peers.getSpec().getPorts().get(0).getPort()));
  }

  /** Kubernetes replaces what was declared before; the rest stays as it is written. */
  @ParameterizedTest
  @MethodSource("renderings")
  void variablesAreDeclaredBeforeTheyAreUsed(Rendering rendering) {
    Set<String> declared = new HashSet<>();
    for (EnvVar variable : rendering.container().getEnv()) {
      String value = variable.getValue() == null ? "" : variable.getValue();
      assertThat(VARIABLE.matcher(value).results().map(found -> found.group(1)))
          .as(variable.getName())
          .allMatch(declared::contains);
      declared.add(variable.getName());
    }
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void theServiceAccountIsThere(Rendering rendering) {
    assertThat(rendering.pod().getSpec().getServiceAccountName())
        .isEqualTo(name(rendering.the(ServiceAccount.class).getMetadata()));
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void noTwoHaveOneName(Rendering rendering) {
    assertThat(
            rendering.resources().stream()
                .map(each -> each.getKind() + " " + name(each.getMetadata())))
        .doesNotHaveDuplicates();
  }

  /** The flows are those of the settings: a broker at another port would be cut off. */
  @ParameterizedTest
  @MethodSource("renderings")
  void whatIsConfiguredMayBeReached(Rendering rendering) {
    List<NetworkPolicy> policies = rendering.all(NetworkPolicy.class);
    if (policies.isEmpty()) {
      assertThat(rendering.name()).isEqualTo("dev.yaml");
      return;
    }
    Set<Integer> allowed =
        policies.get(0).getSpec().getEgress().stream()
            .flatMap(rule -> rule.getPorts().stream())
            .map(port -> port.getPort().getIntVal())
            .collect(Collectors.toSet());

    assertThat(policies.get(0).getSpec().getPolicyTypes())
        .containsExactlyInAnyOrder("Ingress", "Egress");
    assertThat(allowed).contains(53, 8080).containsAll(ports(rendering.settings()));
    assertThat(policies.get(0).getSpec().getIngress())
        .allSatisfy(rule -> assertThat(rule.getFrom()).isNotEmpty());
  }

  private static Set<Integer> ports(String properties) {
    Pattern port =
        Pattern.compile(
            "(?m)^surety\\.(?:bootstrap\\.servers|\\S*\\.(?:url|keys|allowed)) = (.*)$");
    Set<Integer> ports = new HashSet<>();
    for (MatchResult line : port.matcher(properties).results().toList()) {
      for (String address : line.group(1).split(",")) {
        String explicit = address.replaceAll(".*:([0-9]+)(/.*)?$", "$1");
        ports.add(explicit.matches("[0-9]+") ? Integer.parseInt(explicit) : 443);
      }
    }
    assertThat(ports).isNotEmpty();
    return ports;
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void probesAskRoutesThatThereAre(Rendering rendering) {
    boolean isTls = rendering.properties().contains("surety.rest.tls.certificate.file");

    assertThat(probes(rendering).map(Probe::getHttpGet).map(HTTPGetAction::getPath))
        .containsExactly("/health/live", "/health/live", "/health/ready");
    assertThat(probes(rendering).map(Probe::getHttpGet).map(HTTPGetAction::getScheme))
        .containsOnly(isTls ? "HTTPS" : "HTTP");
  }

  private static Stream<Probe> probes(Rendering rendering) {
    return Stream.of(
        rendering.container().getStartupProbe(),
        rendering.container().getLivenessProbe(),
        rendering.container().getReadinessProbe());
  }

  private static EnvVar variable(Rendering rendering, String name) {
    return rendering.container().getEnv().stream()
        .filter(variable -> variable.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static VolumeMount mountedAt(Rendering rendering, String path) {
    return rendering.container().getVolumeMounts().stream()
        .filter(mount -> mount.getMountPath().equals(path))
        .findFirst()
        .orElseThrow();
  }

  private static Volume volume(Rendering rendering, String name) {
    return rendering.pod().getSpec().getVolumes().stream()
        .filter(volume -> volume.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String name(ObjectMeta metadata) {
    return metadata.getName();
  }
}
