package io.surety.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Used and stopped as a reader does it: in a process of its own. */
class StayingUpTest {
  private static final String LAST_LINE = "Ctrl-C ends it";

  @TempDir Path directory;

  @Test
  void withoutTheDemoItServesRestAndEndsCleanlyOnSigterm() throws Exception {
    try (QuickstartProcess quickstart = start("--no-demo")) {
      quickstart.awaitLine(line -> line.contains(LAST_LINE));

      HttpResponse<String> ready =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(url(quickstart.lines()).resolve("/health/ready")).build(),
                  BodyHandlers.ofString());
      List<String> said = quickstart.terminate();

      assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
      assertThat(said).anyMatch(line -> line.startsWith("Stopped"));
      assertThat(said).noneMatch(line -> line.contains("1  Confirmed"));
    }
  }

  @Test
  void isStoppedInTheMiddleOfTheStory() throws Exception {
    try (QuickstartProcess quickstart = start()) {
      quickstart.awaitLine(line -> line.startsWith("1  Confirmed"));

      List<String> said = quickstart.terminate();

      assertThat(said).anyMatch(line -> line.startsWith("Stopped"));
    }
  }

  @Test
  @EnabledIf("hasCurl")
  void thePrintedLinesWorkAsTheyAre() throws Exception {
    try (QuickstartProcess quickstart = start("--no-demo")) {
      quickstart.awaitLine(line -> line.contains(LAST_LINE));

      String answers = shell(printedCommands(quickstart.lines()));

      assertThat(answers).contains("\"DELIVERING\"").contains("\"COMPLETED\"");
    }
  }

  static boolean hasCurl() throws Exception {
    return new ProcessBuilder("sh", "-c", "command -v curl").start().waitFor() == 0;
  }

  private QuickstartProcess start(String... arguments) throws Exception {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    all[0] = "--data-dir";
    all[1] = directory.toString();
    return QuickstartProcess.start(all);
  }

  private static URI url(List<String> lines) {
    return lines.stream()
        .filter(line -> line.contains("REST at http"))
        .map(line -> URI.create(line.replaceAll(".*REST at (http\\S+).*", "$1")))
        .findFirst()
        .orElseThrow();
  }

  /** The commands are what is indented by four columns. */
  private static String printedCommands(List<String> lines) {
    return lines.stream().filter(line -> line.startsWith("    ")).collect(Collectors.joining("\n"));
  }

  private static String shell(String script) throws Exception {
    Process shell = new ProcessBuilder("sh", "-e").redirectErrorStream(true).start();
    try (var in = shell.outputWriter(StandardCharsets.UTF_8)) {
      in.write(script);
    }
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as(said).isZero();
    return said;
  }
}
