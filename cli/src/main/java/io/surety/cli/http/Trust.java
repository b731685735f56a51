package io.surety.cli.http;

import io.surety.cli.ExitCodes;
import io.surety.rest.CommandException;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Whom to trust: the certificates of a file. */
final class Trust {
  private static final String PEM = "-----BEGIN CERTIFICATE-----";

  private Trust() {}

  static SSLContext of(Path file, Optional<String> password) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store(file, password));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new CommandException(
          "truststore "
              + file
              + " cannot be used ("
              + e.getMessage()
              + "); give a file with PEM certificates, or a PKCS #12 or JKS file with"
              + " --truststore-password-file",
          ExitCodes.USAGE,
          e);
    }
  }

  /** For a client without TLS, which would read all certificates that Java trusts to begin with. */
  static SSLContext nobody() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[0], null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  private static KeyStore store(Path file, Optional<String> password)
      throws IOException, GeneralSecurityException {
    byte[] bytes = Files.readAllBytes(file);
    if (!new String(bytes, StandardCharsets.ISO_8859_1).contains(PEM)) {
      File whole = file.toFile();
      return KeyStore.getInstance(whole, password.map(String::toCharArray).orElse(null));
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (Certificate certificate :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(bytes))) {
      store.setCertificateEntry("authority-" + number++, certificate);
    }
    return store;
  }
}
