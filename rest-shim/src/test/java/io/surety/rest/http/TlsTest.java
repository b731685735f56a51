package io.surety.rest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.rest.KeyFile;
import io.surety.rest.RestConfig;
import io.surety.rest.SecurityConfig;
import io.surety.rest.TlsConfig;
import io.surety.rest.access.Caller;
import io.surety.rest.access.PeerSeal;
import io.surety.rest.access.Role;
import io.surety.rest.metrics.PeerCounts;
import io.surety.topology.Answer;
import io.surety.topology.config.InvalidConfigException;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.kafka.common.config.types.Password;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** https, with certificates that the JDK's keytool makes. */
class TlsTest {
  private static final String PASSWORD = "changeit";
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @TempDir static Path made;

  @TempDir Path dir;

  @BeforeAll
  static void makeCertificates() throws Exception {
    keytool("one", "RSA");
    keytool("two", "EC");
  }

  private static void keytool(String name, String algorithm) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(
        List.of(
            "-genkeypair",
            "-alias",
            name,
            "-keyalg",
            algorithm,
            "-dname",
            "CN=" + name,
            "-ext",
            "san=ip:127.0.0.1,dns:localhost",
            "-validity",
            "30",
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            made.resolve(name + ".p12").toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(
        new ByteArrayInputStream(Files.readAllBytes(made.resolve(name + ".p12"))),
        PASSWORD.toCharArray());
    Files.writeString(
        made.resolve(name + ".crt"), pem("CERTIFICATE", store.getCertificate(name).getEncoded()));
    Files.writeString(
        made.resolve(name + ".key"),
        pem("PRIVATE KEY", store.getKey(name, PASSWORD.toCharArray()).getEncoded()));
  }

  private static String pem(String what, byte[] bytes) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
        + "\n-----END "
        + what
        + "-----\n";
  }

  private Path install(String from, String as) throws Exception {
    Path fresh = Files.copy(made.resolve(from), dir.resolve("fresh"));
    return Files.move(fresh, dir.resolve(as), StandardCopyOption.REPLACE_EXISTING);
  }

  private TlsConfig pemConfig(String name) throws Exception {
    return new TlsConfig(
        Optional.empty(),
        new Password(""),
        Optional.of(install(name + ".crt", "tls.crt")),
        Optional.of(install(name + ".key", "tls.key")),
        Optional.of(install(name + ".crt", "ca.crt")));
  }

  private static WebServer server(TlsConfig tls, KeyFile keys) {
    return EdgeServer.start(
        new RestConfig(
            "127.0.0.1",
            0,
            Duration.ofSeconds(1),
            1_024,
            new SecurityConfig(
                Optional.of(keys.path()),
                Optional.empty(),
                Optional.of(new Password(SECRET)),
                Optional.of(tls),
                0)));
  }

  private static HttpResponse<String> get(WebServer server, String trusted) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("ca", certificate(trusted));
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return HttpClient.newBuilder()
        .sslContext(context)
        .build()
        .send(
            HttpRequest.newBuilder(URI.create("https://" + server.address() + "/health/live"))
                .build(),
            BodyHandlers.ofString());
  }

  private static Certificate certificate(String name) throws Exception {
    return KeyMaterial.certificates(Files.readAllBytes(made.resolve(name + ".crt"))).get(0);
  }

  /** What the server shows to somebody who trusts everybody. */
  private static Certificate shown(WebServer server) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Everybody()}, null);
    URI uri = URI.create("https://" + server.address());
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(uri.getHost(), uri.getPort())) {
      socket.startHandshake();
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  private static final class Everybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Test
  void speaksHttpsWithAKeystore() throws Exception {
    TlsConfig tls =
        new TlsConfig(
            Optional.of(install("one.p12", "keystore")),
            new Password(PASSWORD),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    try (WebServer server = server(tls, new KeyFile())) {
      HttpResponse<String> response = get(server, "one");

      assertThat(server.scheme()).isEqualTo("https");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Strict-Transport-Security")).isPresent();
      assertThatThrownBy(() -> get(server, "two")).isInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  void showsTheNewCertificateOnceItsFilesAreReplaced() throws Exception {
    try (WebServer server = server(pemConfig("one"), new KeyFile())) {
      assertThat(shown(server)).isEqualTo(certificate("one"));

      install("two.crt", "tls.crt");
      assertThat(shown(server)).as("while the key is still the old one").isNotNull();
      install("two.key", "tls.key");

      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(shown(server)).isEqualTo(certificate("two")));
      assertThat(get(server, "two").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void serversTrustEachOtherByTheirAuthorities() throws Exception {
    TlsConfig tls = pemConfig("one");
    try (WebServer server = server(tls, new KeyFile())) {
      URI uri = URI.create("https://" + server.address());
      Answer.Elsewhere there = new Answer.Elsewhere(uri.getHost(), uri.getPort());
      PeerSeal seal = new PeerSeal(SECRET, System::currentTimeMillis);
      Caller ann = Caller.of("ann", Role.VIEWER);
      Peers trusting =
          new Peers(
              Duration.ofSeconds(5),
              new PeerLink(Optional.of(seal), Optional.of(new Tls(tls).peers())),
              new PeerCounts());
      Peers notTrusting =
          new Peers(
              Duration.ofSeconds(5),
              new PeerLink(Optional.of(seal), Optional.of(SSLContext.getDefault())),
              new PeerCounts());

      assertThat(
              trusting
                  .get(there, ann, "/api/v1/messages", Duration.ofSeconds(5))
                  .get()
                  .statusCode())
          .as("admitted, and starting")
          .isEqualTo(503);
      assertThatThrownBy(
              () -> notTrusting.get(there, ann, "/api/v1/messages", Duration.ofSeconds(5)).get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  void refusesFilesThatCannotBeUsed() throws Exception {
    TlsConfig good = pemConfig("one");
    install("two.key", "tls.key");
    assertRefused(good, "does not belong");
    Files.writeString(dir.resolve("tls.key"), "-----BEGIN RSA PRIVATE KEY-----\nAA==\n");
    assertRefused(good, "openssl pkcs8");
    Files.writeString(dir.resolve("tls.crt"), "nothing");
    assertRefused(good, "cannot be used");
    Files.delete(dir.resolve("tls.crt"));
    assertRefused(good, "cannot be read");
    assertRefused(
        new TlsConfig(
            Optional.of(install("one.p12", "keystore")),
            new Password("wrong"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        "surety.rest.tls.keystore.password");
  }

  private static void assertRefused(TlsConfig tls, String why) {
    assertThatThrownBy(() -> new Tls(tls))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("surety.rest.tls.")
        .hasMessageContaining(why);
  }
}
