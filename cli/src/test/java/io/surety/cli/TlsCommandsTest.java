package io.surety.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.rest.SuretyServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A server with a certificate that only a truststore of its own knows. */
@ExtendWith(Platform.Lifetime.class)
class TlsCommandsTest {
  private static final String PASSWORD = "changeit";

  @TempDir Path directory;

  @Test
  void trustsAServerByItsOwnCertificate() throws Exception {
    keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=a", "-ext", "san=ip:127.0.0.1");
    keytool("-exportcert", "-rfc", "-file", file("a.pem"));
    Path password = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
    Map<String, String> settings = Platform.settings("0");
    // Apart from the others: a server that joins and leaves moves their partitions.
    String name = "tls" + System.nanoTime();
    settings.put("surety.application.id", name);
    settings.put("surety.topic.prefix", name + ".");
    settings.put("surety.rest.tls.keystore.file", file("a.p12"));
    settings.put("surety.rest.tls.keystore.password", PASSWORD);

    try (SuretyServer server = SuretyServer.start(settings)) {
      String url = "https://127.0.0.1:" + server.url().getPort();
      Run stranger = version(url);
      Run pem = version(url, "--truststore", file("a.pem"));
      Run store =
          version(url, "--truststore", file("a.p12"), "--truststore-password-file", password + "");
      Files.writeString(directory.resolve("other"), "another");
      Run wrong =
          version(url, "--truststore", file("a.p12"), "--truststore-password-file", file("other"));

      assertThat(stranger.is(1).err()).contains(url, "is not trusted", "--truststore");
      assertThat(List.of(0, 4)).contains(pem.code(), store.code());
      assertThat(pem.out()).contains("127.0.0.1");
      assertThat(store.out()).contains("127.0.0.1");
      assertThat(wrong.is(2).err()).doesNotContain("\tat ", PASSWORD);
      assertThat(version(url.replace("https", "http")).code()).isEqualTo(1);
    }
  }

  private static Run version(String url, String... more) {
    List<String> all = new ArrayList<>(List.of("nodes", "--url", url));
    all.addAll(List.of(more));
    return Run.surety(all.toArray(String[]::new));
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  private void keytool(String... what) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(what));
    command.addAll(
        List.of("-alias", "a", "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore"));
    command.add(file("a.p12"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
  }
}
