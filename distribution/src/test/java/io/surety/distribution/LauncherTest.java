package io.surety.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.distribution.Installation.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/surety} of the archive. What it does about Java is tested with the checkout's. */
class LauncherTest {
  private final Path surety = Installation.root().resolve("bin/surety");

  @TempDir Path elsewhere;

  @Test
  void helpNamesEveryCommand() throws Exception {
    Run help = Installation.run(elsewhere, surety.toString(), "--help");

    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("server", "api-key", "quickstart", "send", "doctor", "bench");
    assertThat(help.err()).isEmpty();
  }

  @Test
  void hasTheCommandsOfPeopleAndScripts() throws Exception {
    Run topics = Installation.run(elsewhere, surety.toString(), "topics");

    assertThat(topics.code()).as(topics.err()).isZero();
    assertThat(topics.out()).startsWith("kafka-topics.sh --create --topic surety.prepare");
  }

  @Test
  void worksThroughLinksAndWritesNothing() throws Exception {
    Path absolute = Files.createSymbolicLink(elsewhere.resolve("surety"), surety);
    Path bin = Files.createDirectory(elsewhere.resolve("bin"));
    Path relative = Files.createSymbolicLink(bin.resolve("s"), bin.relativize(absolute));
    Map<String, String> before = Installation.contents();

    Run run = Installation.run(elsewhere, relative.toString(), "--version");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo("surety " + System.getProperty("surety.version") + "\n");
    assertThat(Installation.contents()).isEqualTo(before);
  }

  @Test
  void isFoundOnThePath() throws Exception {
    Run run =
        Installation.run(
            elsewhere, "sh", "-c", "PATH=\"$1:$PATH\"; surety --version", "sh", parent(surety));

    assertThat(run.out()).startsWith("surety ");
  }

  @Test
  void aServerHasNoBrokerOnItsClassPath() throws Exception {
    Run server = Installation.run(elsewhere, surety.toString(), "quickstart", "--help");
    Run lean =
        Installation.run(
            elsewhere,
            "sh",
            "-c",
            "exec \"$JAVA_HOME/bin/java\" -cp \"$1/lib/*\" io.surety.rest.Main quickstart",
            "sh",
            Installation.root().toString());

    assertThat(server.code()).as(server.err()).isZero();
    assertThat(lean.code()).isEqualTo(2);
    assertThat(Installation.root().resolve("lib")).isDirectoryNotContaining("glob:**kafka_2.13*");
  }

  private static String parent(Path path) {
    return String.valueOf(path.getParent());
  }
}
