package io.surety.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code ./surety}, in a checkout whose Maven and Java only say that they were called.
 */
class LauncherTest {
  private static final List<String> MODULES =
      List.of(
          "schemas",
          "lifecycle",
          "embedded",
          "topology",
          "connectors",
          "client",
          "rest-shim",
          "cli",
          "quickstart",
          "bench");

  @TempDir Path parent;
  @TempDir Path jdk;

  private Path checkout = Path.of("");

  private record Run(int code, String out, String err) {}

  @BeforeEach
  void layOut() throws IOException {
    checkout = Files.createDirectory(parent.resolve("a checkout"));
    Files.copy(Path.of("..", "surety"), checkout.resolve("surety"));
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    for (String module : MODULES) {
      Files.createDirectories(checkout.resolve(module).resolve("src/main/java"));
      Files.writeString(checkout.resolve(module).resolve("pom.xml"), "<project/>");
      Files.writeString(checkout.resolve(module).resolve("src/main/java/A.java"), "class A {}");
    }
    script(
        checkout.resolve("mvnw"),
        "echo \"mvnw $*\" >>calls",
        "echo '[INFO] Building Surety schemas 0.1.0-SNAPSHOT    [2/8]'",
        "echo 'noise'",
        "[ ! -f broken ] || { echo '[ERROR] it does not compile'; exit 1; }");
    java("17.0.15");
  }

  private void java(String version) throws IOException {
    Files.createDirectories(jdk.resolve("bin"));
    script(
        jdk.resolve("bin/java"),
        "if [ \"$1\" = -version ]; then echo 'openjdk version \""
            + version
            + "\" 2026' >&2; exit; fi",
        "for a; do echo \"arg $a\"; done",
        "echo 'from java' >&2",
        "exit 7");
  }

  @Test
  void buildsOnceAndThenOnlyRuns() throws Exception {
    Run first = surety("--help");
    Run second = surety("--help");

    assertThat(first.err()).contains("Building Surety, once", "  Surety schemas 0.1.0-SNAPSHOT");
    assertThat(first.err()).doesNotContain("noise");
    assertThat(second.err()).isEqualTo("from java\n");
    assertThat(calls()).hasSize(1);
    assertThat(calls().get(0)).contains("-pl quickstart -am").endsWith(" package");
  }

  @Test
  void passesArgumentsAndExitCodeThrough() throws Exception {
    Run run = surety("server", "-c", "a file.properties", "-o", "x=*");

    assertThat(run.code()).isEqualTo(7);
    assertThat(run.out())
        .endsWith(
            "arg io.surety.rest.Main\n"
                + "arg server\n"
                + "arg -c\n"
                + "arg a file.properties\n"
                + "arg -o\n"
                + "arg x=*\n");
  }

  @Test
  void commandsStartFastAndAServerRunsFast() throws Exception {
    assertThat(surety("quickstart").out()).contains("arg -XX:TieredStopAtLevel=1\n");
    assertThat(surety("list").out()).contains("arg -XX:TieredStopAtLevel=1\n");
    assertThat(surety("server").out()).doesNotContain("TieredStopAtLevel");
  }

  @Test
  void theBenchAloneHasItsLibraries() throws Exception {
    Run server = surety("server");
    Run bench = surety("bench");
    Run again = surety("bench");

    assertThat(server.out()).doesNotContain("/bench/target");
    assertThat(bench.out())
        .contains("/quickstart/target/lib/*:", "/bench/target/classes:", "/bench/target/lib/*\n")
        .contains("arg -XX:+UseParallelGC\n");
    assertThat(again.err()).isEqualTo("from java\n");
    assertThat(calls()).hasSize(2);
    assertThat(calls().get(1)).contains("-pl quickstart,bench -am").endsWith(" package");
  }

  @Test
  void keepsStdoutForTheProgram() throws Exception {
    assertThat(surety("--help").out().lines()).allMatch(line -> line.startsWith("arg "));
  }

  @Test
  void buildsAgainWhenASourceIsNewer() throws Exception {
    surety();
    age();
    Files.writeString(checkout.resolve("topology/src/main/java/A.java"), "class A { int b; }");

    Run again = surety();

    assertThat(again.err()).contains("The sources have changed");
    assertThat(calls()).hasSize(2);
  }

  @Test
  void buildsAgainWhenASourceIsGone() throws Exception {
    surety();
    age();
    Files.delete(checkout.resolve("client/src/main/java/A.java"));

    surety();

    assertThat(calls()).hasSize(2);
  }

  @Test
  void doesNotCareAboutTests() throws Exception {
    surety();
    age();
    Files.createDirectories(checkout.resolve("client/src/test"));
    Files.writeString(checkout.resolve("client/src/test/B.java"), "class B {}");

    surety();

    assertThat(calls()).hasSize(1);
  }

  @Test
  void saysWhyABuildFailedAndTriesAgain() throws Exception {
    Path broken = Files.createFile(checkout.resolve("broken"));

    Run failed = surety();
    Files.delete(broken);
    Run mended = surety();

    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err()).contains("it does not compile", "The build failed", "build.log");
    assertThat(failed.out()).isEmpty();
    assertThat(mended.code()).isEqualTo(7);
  }

  @Test
  void needsJava17() throws Exception {
    java("11.0.22");

    Run run = surety();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("too old, version 11", "install JDK 17 or newer");
    assertThat(checkout.resolve("calls")).doesNotExist();
  }

  @Test
  void understandsOtherVersionLines() throws Exception {
    java("1.8.0_402");
    assertThat(surety().err()).contains("too old, version 1");

    java("25-ea");
    assertThat(surety().code()).isEqualTo(7);
  }

  @Test
  void saysThatJavaHomeIsWrong() throws Exception {
    Files.delete(jdk.resolve("bin/java"));

    Run run = surety();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("JAVA_HOME is '" + jdk + "'", "set it to a JDK 17 or newer");
  }

  @Test
  void worksFromAnotherDirectory() throws Exception {
    Path elsewhere = Files.createDirectories(checkout.resolve("else where"));

    Run run = run(elsewhere, List.of(checkout.resolve("surety").toString(), "quickstart"));

    assertThat(run.code()).isEqualTo(7);
    assertThat(run.out()).contains(checkout.toRealPath() + "/quickstart/target/lib/*");
  }

  /** As if the build had been a while ago: file times may be coarse. */
  private void age() throws IOException {
    Files.setLastModifiedTime(
        checkout.resolve("quickstart/target/surety-built"),
        FileTime.from(Instant.now().minusSeconds(2)));
    Instant before = Instant.now().minusSeconds(60);
    try (var all = Files.walk(checkout)) {
      for (Path path : all.filter(p -> !p.toString().contains("target")).toList()) {
        Files.setLastModifiedTime(path, FileTime.from(before));
      }
    }
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(checkout.resolve("calls"));
  }

  private Run surety(String... args) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of("./surety"));
    command.addAll(List.of(args));
    return run(checkout, command);
  }

  private Run run(Path directory, List<String> command) throws Exception {
    Path out = Files.createTempFile(jdk, "out", "");
    Path err = Files.createTempFile(jdk, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().remove("SURETY_JAVA_OPTS");
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private static void script(Path path, String... lines) throws IOException {
    Files.write(path, ("#!/bin/sh\n" + String.join("\n", lines) + "\n").getBytes(UTF_8));
    assertThat(path.toFile().setExecutable(true)).isTrue();
  }
}
