package io.surety.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.DryRun;
import com.marcnuri.helm.Helm;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is on the screen after an installation. */
class NotesTest {
  private static final String IN_CLEAR = "travel in clear";

  @ParameterizedTest
  @CsvSource({
    "dev.yaml, false, 1, surety-rest",
    "prod.yaml, true, 3, surety-callbacks",
    "client-certificate.yaml, false, 3, my-cluster-cluster-ca-cert"
  })
  void theyTellWhatToDoNext(String values, boolean isTls, int replicas, String secret) {
    String notes = notes(values);

    assertThat(notes)
        .contains(replicas + " instances")
        .contains("kubectl -n messaging get secret " + secret + "\n")
        .contains("rollout status statefulset/")
        .contains((isTls ? "https" : "http") + "://localhost:8080/api/v1/messages")
        .doesNotContain("<no value>", "<nil>");
    assertThat(notes.contains(IN_CLEAR)).isNotEqualTo(isTls);
    assertThat(notes.contains("no high availability")).isEqualTo(replicas < 2);
    assertThat(notes.contains("networkPolicy.enabled is false")).isEqualTo(replicas < 2);
  }

  private static String notes(String values) {
    String output =
        new Helm(Chart.DIRECTORY)
            .install()
            .withName("surety")
            .withNamespace(Chart.NAMESPACE)
            .withKubeVersion(Chart.OLDEST_KUBERNETES)
            .withValuesFile(Chart.DIRECTORY.resolve(Path.of("ci", values)))
            .clientOnly()
            .withDryRunOption(DryRun.CLIENT)
            .call()
            .getOutput();
    assertThat(output).contains("NOTES:");
    return output.substring(output.indexOf("NOTES:"));
  }
}
