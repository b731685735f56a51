package io.surety.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.distribution.Installation.Run;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The image for containers, and a server in it as Kubernetes would run it. */
class ImageTest {
  private static final String SMALL = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx512m";
  private static final int WRITABLE_BY_OTHERS = 022;
  private static final int SET_ID = 06000;

  @TempDir Path home;

  @Test
  void startsTheProgramAsAUserThatIsNotRoot() throws Exception {
    Image image = Image.unpackTo(home.resolve("layout"));

    assertThat(image.config().path("User").asText()).isEqualTo("10001:10001");
    assertThat(Image.texts(image.config().path("Entrypoint")))
        .containsExactly("/opt/surety/bin/surety");
    assertThat(image.config().path("WorkingDir").asText()).isEqualTo("/var/lib/surety");
    assertThat(image.dockersList().at("/0/RepoTags/0").asText())
        .isEqualTo("surety:" + System.getProperty("surety.version"));
  }

  @Test
  void isWhatTheManifestsExpect() throws Exception {
    Image image = Image.unpackTo(home.resolve("layout"));

    assertThat(Files.readString(Path.of("..", "k8s", "plain", "surety.yaml")))
        .contains(
            "image: \"%s\"".formatted(image.dockersList().at("/0/RepoTags/0").asText()),
            "runAsUser: " + image.config().path("User").asText().split(":")[0],
            "mountPath: " + image.config().path("WorkingDir").asText() + "\n",
            "containerPort: "
                + image.config().path("ExposedPorts").fieldNames().next().replace("/tcp", ""));
  }

  @Test
  void everyLayerIsWhatItsFingerprintsSay() throws Exception {
    Image image = Image.unpackTo(home.resolve("layout"));
    List<String> inside = new ArrayList<>();
    for (Path layer : image.layers()) {
      assertThat(layer.getFileName()).hasToString(sha256(Files.newInputStream(layer)));
      inside.add("sha256:" + sha256(new GZIPInputStream(Files.newInputStream(layer))));
    }

    assertThat(image.diffIds()).isEqualTo(inside).hasSize(3);
  }

  @Test
  void belongsToRootAndOnlyWhatMustBeIsWritable() throws Exception {
    List<String> writable = new ArrayList<>();
    for (TarArchiveEntry entry : Image.unpackTo(home.resolve("layout")).entries()) {
      assertThat(entry.getMode() & SET_ID).as(entry.getName()).isZero();
      assertThat(entry.isFile() || entry.isDirectory()).as(entry.getName()).isTrue();
      if (entry.getLongUserId() != 0 || (entry.getMode() & WRITABLE_BY_OTHERS) != 0) {
        writable.add("%o %d %s".formatted(entry.getMode(), entry.getLongUserId(), entry.getName()));
      }
    }

    assertThat(writable).containsExactly("1777 0 tmp/", "750 10001 var/lib/surety/");
  }

  @Test
  void saysUnderWhichLicencesItsBaseComes() throws Exception {
    List<String> names =
        Image.unpackTo(home.resolve("layout")).entries().stream()
            .map(TarArchiveEntry::getName)
            .toList();

    assertThat(names)
        .contains(
            "opt/java/legal/java.base/LICENSE",
            "opt/java/lib/security/cacerts",
            "opt/surety/sbom.cdx.json",
            "usr/share/doc/libc6/copyright",
            "usr/share/doc/dash/copyright",
            "var/lib/dpkg/status.d/libc6",
            "etc/os-release")
        .doesNotContain("opt/surety/lib/quickstart/", "opt/surety/lib/bench/");
  }

  @Test
  void itsBillNamesWhatIsInItAndNoMore() throws Exception {
    Path root = new Container(Image.unpackTo(home.resolve("layout")), home).root();
    List<String> billed = new ArrayList<>();
    new ObjectMapper()
        .readTree(root.resolve("opt/surety/sbom.cdx.json").toFile())
        .path("components")
        .forEach(it -> billed.add(it.path("name").asText() + "-" + it.path("version").asText()));

    List<String> there = new ArrayList<>();
    try (Stream<Path> all = Files.walk(root.resolve("opt/surety/lib"))) {
      all.map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(".jar"))
          .forEach(name -> there.add(name.replaceFirst("\\.jar$", "")));
    }

    assertThat(billed).containsExactlyInAnyOrderElementsOf(there);
  }

  @Test
  void hasTheModulesOfJavaThatItsLibrariesNeed() throws Exception {
    Container container = new Container(Image.unpackTo(home.resolve("layout")), home);
    List<String> jdeps =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "jdeps").toString(),
                "-q",
                "--multi-release=17",
                "--ignore-missing-deps",
                "--print-module-deps",
                "--class-path=" + Installation.root().resolve("lib") + "/*"));
    jars("lib").forEach(jdeps::add);
    jars("lib/cli").forEach(jdeps::add);

    Run needed = Installation.run(home, jdeps.toArray(String[]::new));

    assertThat(needed.code()).as(needed.err() + needed.out()).isZero();
    assertThat(container.modules()).contains(needed.out().strip().split(","));
  }

  @Test
  void runsACommandAndWritesNothing() throws Exception {
    Container container = new Container(Image.unpackTo(home.resolve("layout")), home);

    Run help = Installation.run(home, container.command("", "--help"));
    Run topics = Installation.run(home, container.command("", "topics"));

    assertThat(help.code()).as(help.err()).isZero();
    assertThat(help.out()).contains("server", "doctor").doesNotContain("quickstart", "bench");
    assertThat(topics.out()).startsWith("kafka-topics.sh --create --topic surety.prepare");
  }

  @Test
  @Timeout(value = 4, unit = TimeUnit.MINUTES)
  void aServerNeedsNoRootAndWritesToItsVolumeOnly() throws Exception {
    Container container = new Container(Image.unpackTo(home.resolve("layout")), home);
    Files.write(
        container.configuration().resolve("surety.properties"),
        RunningServer.settings("in-image", Path.of("/var/lib/surety/state")));
    // It makes the file that /etc/hosts is mounted on, as runtimes do.
    assertThat(Installation.run(home, container.command("", "--version")).code()).isZero();
    Map<String, String> before = container.contents();
    ProcessBuilder command =
        Installation.process(
            home, container.command(SMALL, "server", "-c", "/etc/surety/surety.properties"));

    try (RunningServer server = new RunningServer(command, home.resolve("log"))) {
      Path process = Path.of("/proc", Long.toString(server.pid()));

      assertThat(server.get("/api/v1/nodes")).isEqualTo(200);
      assertThat(Files.readAllLines(process.resolve("status")))
          .anyMatch(line -> line.matches("Uid:(\\s+10001){4}"))
          .anyMatch(line -> line.matches("CapEff:\\s+0+"));
      assertThat(Files.readAllLines(process.resolve("mountinfo")))
          .anyMatch(line -> line.matches("\\d+ \\d+ \\S+ \\S+ / ro\\b.*"));
      assertThat(server.end()).isEqualTo(RunningServer.SIGTERM);
      assertThat(container.volume().resolve("state")).isNotEmptyDirectory();
      assertThat(container.contents()).isEqualTo(before);
    }
  }

  private static List<String> jars(String directory) throws IOException {
    try (Stream<Path> all = Files.list(Installation.root().resolve(directory))) {
      return all.map(Path::toString).filter(name -> name.endsWith(".jar")).sorted().toList();
    }
  }

  private static String sha256(InputStream content) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (InputStream in = new DigestInputStream(content, digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
