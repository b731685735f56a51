package io.surety.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.rest.CommandFailures;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class QuickstartCommandTest {
  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpNamesEveryFlagAndItsDefault() {
    int code = execute("--help");

    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("--port=N", "8080", "--kafka-port=N", "9092", "--data-dir=DIR", "./data")
        .contains("--no-demo", "--no-archive", "--exit", "Exit codes", "NO_COLOR");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
  }

  @ParameterizedTest
  @CsvSource({"--port,--kafka-port", "--kafka-port,--port"})
  void aBusyPortIsNamedWithTheFlagThatChangesIt(String busyFlag, String otherFlag)
      throws Exception {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = String.valueOf(busy.getLocalPort());

      int code = execute("--data-dir", directory.toString(), busyFlag, port, otherFlag, "0");

      assertThat(code).isOne();
      assertThat(err.toString()).contains("port " + port, busyFlag + " N").hasLineCount(1);
      assertThat(directory).isEmptyDirectory();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "65536", "http"})
  void aPortThatIsNoneIsAUsageError(String port) {
    int code = execute("--port", port);

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("--port", port);
  }

  @Test
  void twoPartsCannotShareAPort() {
    int code = execute("--port", "4711", "--kafka-port", "4711");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("--port and --kafka-port are both 4711");
  }

  @Test
  void settingsOfAServerAreRefusedAndNotIgnored() {
    int code =
        execute(
            new QuickstartCommand(
                Map.of("SURETY_REST_AUTH_KEYS_FILE", "keys.txt", "SURETY_JAVA_OPTS", "-Xmx1g")),
            "--data-dir",
            directory.toString());

    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .contains("would ignore these of the environment: SURETY_REST_AUTH_KEYS_FILE;")
        .contains("surety server");
    assertThat(directory).isEmptyDirectory();
  }

  private int execute(String... arguments) {
    return execute(new QuickstartCommand(Map.of()), arguments);
  }

  private int execute(QuickstartCommand command, String... arguments) {
    return new CommandLine(command)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler(new CommandFailures())
        .execute(arguments);
  }
}
