package io.surety.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.surety.topology.StreamsProperties;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How instances start, are judged, and end. */
class LifeOfAPodTest {
  /** What the server promises; see SuretyServer#close. */
  private static final Duration CLOSE_MAX = Duration.ofSeconds(10);

  static Stream<Rendering> renderings() {
    return Rendering.all();
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void itHasTimeToEnd(Rendering rendering) {
    long sleep = rendering.container().getLifecycle().getPreStop().getSleep().getSeconds();
    long grace = rendering.pod().getSpec().getTerminationGracePeriodSeconds();

    assertThat(grace)
        .isGreaterThan(sleep + CLOSE_MAX.plus(StreamsProperties.TRANSACTION_TIMEOUT).toSeconds());
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void whoIsSlowIsNotKilled(Rendering rendering) {
    Probe live = rendering.container().getLivenessProbe();
    Probe start = rendering.container().getStartupProbe();

    assertThat(live.getFailureThreshold() * live.getPeriodSeconds()).isGreaterThanOrEqualTo(60);
    assertThat(start.getFailureThreshold() * start.getPeriodSeconds()).isGreaterThanOrEqualTo(120);
    // A restore takes as long as it takes: nothing that waits for it may end the instance.
    assertThat(start.getHttpGet().getPath()).isEqualTo(live.getHttpGet().getPath());
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void theyStartTogetherAndAreUpdatedOneByOne(Rendering rendering) {
    StatefulSetSpec set = rendering.the(StatefulSet.class).getSpec();

    assertThat(set.getPodManagementPolicy()).isEqualTo("Parallel");
    assertThat(set.getUpdateStrategy().getType()).isEqualTo("RollingUpdate");
    assertThat(set.getMinReadySeconds()).isPositive();
    assertThat(set.getPersistentVolumeClaimRetentionPolicy()).isNotNull();
    assertThat(rendering.the(PodDisruptionBudget.class).getSpec().getMaxUnavailable().getIntVal())
        .isEqualTo(1);
    assertThat(rendering.pod().getMetadata().getAnnotations()).containsKey("checksum/config");
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void theyAreSpread(Rendering rendering) {
    assertThat(
            rendering.pod().getSpec().getTopologySpreadConstraints().stream()
                .map(spread -> spread.getTopologyKey()))
        .containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname");
  }
}
