package io.surety.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code surety server} says when it cannot start. */
class ServerCommandTest {
  @TempDir Path dir;

  private record Run(int code, String out, String err) {}

  @Test
  void saysHowItIsCalled() {
    assertThat(surety("--help").out()).contains("server", "COMMAND");
    assertThat(surety("--version").out()).startsWith("surety 0.");
    assertThat(surety("server", "--help").out()).contains("-c", "-o", "SIGTERM");
    assertThat(surety("server", "--help").code()).isZero();
  }

  @Test
  void refusesToBeCalledTheWrongWay() {
    assertThat(surety().code()).isEqualTo(2);
    assertThat(surety().err()).contains("A command is missing", "Usage: surety");
    assertThat(surety("serve").code()).isEqualTo(2);
    assertThat(surety("server", "--port", "1").code()).isEqualTo(2);
    assertThat(surety("server", "-o", "nonsense").code()).isEqualTo(2);
    assertThat(surety("server").out()).isEmpty();
  }

  @Test
  void namesEverySettingThatIsWrong() {
    Run run = surety("server", "-o", "surety.rest.prot=1", "-o", "surety.rest.port=x");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "surety.rest.prot",
            "the nearest known one is 'surety.rest.port'",
            "surety.bootstrap.servers")
        .doesNotContain("\tat ");
  }

  @Test
  void namesTheFileThatIsNotThere() {
    Run run = server("-c", dir.resolve("none.properties").toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("none.properties").doesNotContain("\tat ");
  }

  @Test
  void listensOnLoopbackOnly() {
    for (String host : List.of("0.0.0.0", "192.0.2.1", "::")) {
      Run run = server("-o", "surety.rest.host=" + host);

      assertThat(run.code()).as(host).isEqualTo(2);
      assertThat(run.err()).contains("surety.rest.host = " + host, "set it to 127.0.0.1");
    }
  }

  @Test
  void saysHowToBeReachedByOthers() throws Exception {
    Path keys = Files.writeString(dir.resolve("keys"), "# nobody yet");

    assertThat(server("-o", "surety.rest.host=0.0.0.0").err())
        .contains("surety.rest.auth.keys.file", "surety.rest.auth.jwt.keys");
    Run noSecret = server("-o", "surety.rest.auth.keys.file=" + keys);
    assertThat(noSecret.code()).isEqualTo(2);
    assertThat(noSecret.err()).contains("surety.rest.peer.secret", "openssl rand -base64 32");
    Run noAddress =
        server(
            "-o",
            "surety.rest.auth.keys.file=" + keys,
            "-o",
            "surety.rest.peer.secret=0123456789abcdef0123456789abcdef",
            "-o",
            "surety.rest.host=0.0.0.0");
    assertThat(noAddress.code()).isEqualTo(2);
    assertThat(noAddress.err()).contains("set surety.application.server to it");
  }

  @Test
  void namesTheFileOfKeysOrTheIssuerThatIsMissing() {
    String secret = "surety.rest.peer.secret=0123456789abcdef0123456789abcdef";
    Run noFile = server("-o", secret, "-o", "surety.rest.auth.keys.file=" + dir.resolve("none"));
    assertThat(noFile.code()).isEqualTo(2);
    assertThat(noFile.err()).contains("surety.rest.auth.keys.file = ", "cannot be read");
    Run noIssuer = server("-o", secret, "-o", "surety.rest.auth.jwt.keys=jwks.json");
    assertThat(noIssuer.err()).contains("surety.rest.auth.jwt.issuer must be set");
    Run clear = server("-o", secret, "-o", "surety.rest.auth.jwt.keys=http://id.example/jwks");
    assertThat(clear.err()).contains("must be https");
    Run half = server("-o", secret, "-o", "surety.rest.tls.key.file=tls.key");
    assertThat(half.err()).contains("surety.rest.tls.certificate.file", "belong together");
  }

  @Test
  void saysThatThePortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Run run = server(taken, "true");

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains(taken.getLocalPort() + "; set surety.rest.port");
    }
  }

  /** Nobody is answered by a server that will not start. */
  @Test
  void looksAtTheTopicsBeforeItListens() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Run run = server(taken, "false");

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err())
          .contains("The coordinator cannot start", "prepare")
          .doesNotContain("cannot listen", "\tat ");
    }
  }

  @Test
  void namesTheFileOfASecretThatIsNotThere() {
    Path none = dir.resolve("none");
    Run run = server("-o", "kafka.ssl.key.password=${file:" + none + ":key}");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines())
        .filteredOn(line -> line.contains("kafka.ssl.key.password"))
        .singleElement()
        .asString()
        .contains("file '" + none + "'", "create it");
    assertThat(run.err()).doesNotContain("\tat ", "Exception");
  }

  /** With a real broker, and a port that is not free. */
  private Run server(ServerSocket taken, String topicsCreate) {
    Map<String, String> settings = new Installation().settings(dir.resolve("state"));
    settings.put("surety.topics.create", topicsCreate);
    settings.put("surety.rest.port", String.valueOf(taken.getLocalPort()));
    List<String> args = new ArrayList<>(List.of("server"));
    settings.forEach((key, value) -> args.addAll(List.of("-o", key + "=" + value)));
    return surety(args.toArray(String[]::new));
  }

  @Test
  void readsTheFileAndLetsOptionsWin() throws Exception {
    Path file = dir.resolve("surety.properties");
    Files.writeString(file, "surety.rest.host = 0.0.0.0\nsurety.rest.port = 0\n");

    assertThat(server("-c", file.toString()).err()).contains("surety.rest.host = 0.0.0.0");
    assertThat(server("-c", file.toString(), "-o", "surety.rest.host=192.0.2.1").err())
        .contains("surety.rest.host = 192.0.2.1");
  }

  /** {@code surety server} with everything that must be set. */
  private static Run server(String... args) {
    List<String> all =
        new ArrayList<>(List.of("server", "-o", "surety.bootstrap.servers=127.0.0.1:1"));
    all.addAll(List.of(args));
    return surety(all.toArray(String[]::new));
  }

  private static Run surety(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine =
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = commandLine.execute(args);
    return new Run(code, out.toString(), err.toString());
  }
}
