package io.surety.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The checks themselves: each finds the fault that it is there for. */
class PlantedFaultsTest {
  private static final String PROD = Chart.render(Chart.DIRECTORY.resolve("ci/prod.yaml"));

  @TempDir static Path scratch;

  /** A check that is given a rendering. */
  interface Check {
    void of(Rendering rendering) throws Exception;
  }

  static Stream<Arguments> faults() {
    ReferencesTest references = new ReferencesTest();
    SecurityTest security = new SecurityTest();
    LifeOfAPodTest life = new LifeOfAPodTest();
    return Stream.of(
        fault("- name: state\n              mountPath", "- name: stat\n              mountPath")
            .foundBy(references::volumesAreThereAndUsed),
        fault("subPath: surety.properties", "subPath: surety.property")
            .foundBy(references::theConfigurationFileIsThere),
        fault("secrets/archive\n", "secrets/archives\n")
            .foundBy(references::everySecretThatIsReadIsMountedAndEveryMountedOneIsRead),
        fault("port: rest\n              scheme", "port: http\n              scheme")
            .foundBy(references::portsAreThere),
        fault("targetPort: rest", "targetPort: http").foundBy(references::portsAreThere),
        fault("- port: rest\n      path", "- port: http\n      path")
            .foundBy(references::portsAreThere),
        fault("publishNotReadyAddresses: true", "publishNotReadyAddresses: false")
            .foundBy(references::theInstancesFindEachOther),
        fault("serviceName: surety-headless", "serviceName: surety-peers")
            .foundBy(references::theInstancesFindEachOther),
        fault("(POD_NAME).surety-headless", "(POD).surety-headless")
            .foundBy(references::variablesAreDeclaredBeforeTheyAreUsed),
        fault("serviceAccountName: surety", "serviceAccountName: other")
            .foundBy(references::theServiceAccountIsThere),
        fault("    - port: 9095\n", "    - port: 9096\n")
            .foundBy(references::whatIsConfiguredMayBeReached),
        fault("    - port: 6432\n", "    - port: 5432\n")
            .foundBy(references::whatIsConfiguredMayBeReached),
        fault("path: /health/ready", "path: /ready")
            .foundBy(references::probesAskRoutesThatThereAre),
        fault("scheme: HTTPS", "scheme: HTTP").foundBy(references::probesAskRoutesThatThereAre),
        fault("maxUnavailable: 1\n", "maxUnavailable: 2\n")
            .foundBy(life::theyStartTogetherAndAreUpdatedOneByOne),
        fault("GracePeriodSeconds: 60", "GracePeriodSeconds: 20").foundBy(life::itHasTimeToEnd),
        fault("runAsNonRoot: true", "runAsNonRoot: false").foundBy(security::podsAreRestricted),
        fault("type: RuntimeDefault", "type: Unconfined").foundBy(security::podsAreRestricted),
        fault("enableServiceLinks: false", "enableServiceLinks: true")
            .foundBy(security::podsAreRestricted),
        fault("readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false")
            .foundBy(security::containersCanDoNothingElse),
        fault("drop: [ALL]", "drop: [NET_RAW]").foundBy(security::containersCanDoNothingElse),
        fault("tmpdir=/tmp", "tmpdir=/var/tmp")
            .foundBy(security::onlyStateAndTemporaryFilesCanBeWritten),
        fault("mountPath: /var/lib/surety", "mountPath: /data")
            .foundBy(security::onlyStateAndTemporaryFilesCanBeWritten),
        fault("surety.stream.threads = 4", "surety.stream.thread = 4")
            .foundBy(PlantedFaultsTest::theServerAcceptsThem),
        fault("kafka.producer.compression.type", "kafka.producer.compression.typ")
            .foundBy(PlantedFaultsTest::theServerAcceptsThem),
        fault("rest:peer.secret}", "rest:peer-secret}")
            .foundBy(PlantedFaultsTest::theServerAcceptsThem),
        fault("-Xmx4096m", "-Xmx5120m").foundBy(PlantedFaultsTest::memoryIsEnoughForAllOfIt));
  }

  @ParameterizedTest(name = "{0} instead of {1}")
  @MethodSource("faults")
  void isFound(String wrong, String right, Check check) {
    assertThat(PROD).contains(right);
    Rendering faulty = Rendering.of("prod.yaml", PROD.replace(right, wrong));
    ThrowingCallable checking = () -> check.of(faulty);

    assertThatThrownBy(checking).isInstanceOfAny(AssertionError.class, RuntimeException.class);
  }

  private static void theServerAcceptsThem(Rendering rendering) throws Exception {
    SettingsTest settings = new SettingsTest();
    settings.scratch = scratch;
    settings.theServerAcceptsThem(rendering);
  }

  private static void memoryIsEnoughForAllOfIt(Rendering rendering) throws Exception {
    SettingsTest settings = new SettingsTest();
    settings.scratch = scratch;
    settings.memoryIsEnoughForAllOfIt(rendering);
  }

  private static Fault fault(String right, String wrong) {
    return new Fault(right, wrong);
  }

  private record Fault(String right, String wrong) {
    Arguments foundBy(Check check) {
      return Arguments.of(wrong, right, check);
    }
  }
}
