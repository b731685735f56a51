package io.surety.rest;

import io.surety.topology.config.Checks;
import io.surety.topology.config.ConfigGroup;
import io.surety.topology.config.Key;
import io.surety.topology.config.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;

/**
 * The certificate that the server shows, in one of two shapes, and whom it trusts when it is a
 * client of its peers.
 *
 * @param keystore PKCS #12 file with key and certificates; empty where PEM files are used
 * @param password of the keystore; may be empty
 * @param certificate PEM file with the certificate, and those of its issuers after it
 * @param key PEM file with the private key, PKCS #8 and not encrypted
 * @param authorities PEM file with the certificates that other instances' must be issued by; empty
 *     for those that Java trusts
 */
public record TlsConfig(
    Optional<Path> keystore,
    Password password,
    Optional<Path> certificate,
    Optional<Path> key,
    Optional<Path> authorities) {

  /** Every key. */
  public static final ConfigGroup GROUP =
      ConfigGroup.of(
          "TLS",
          "With a keystore, or with a certificate and its key, REST speaks https, and only that;"
              + " the files are read again when they change.");

  static final Key<Optional<String>> KEYSTORE =
      file(
          "surety.rest.tls.keystore.file",
          "PKCS #12 file with the private key and the certificate of this server.");

  static final Key<Optional<Password>> PASSWORD =
      GROUP.secret("surety.rest.tls.keystore.password", "Password of that file.");

  static final Key<Optional<String>> CERTIFICATE =
      file(
          "surety.rest.tls.certificate.file",
          "PEM file with the certificate of this server, and those of its issuers after it: tls.crt"
              + " of a Kubernetes secret. The other way to have https.");

  static final Key<Optional<String>> KEY =
      file(
          "surety.rest.tls.key.file",
          "PEM file with the private key that belongs to the certificate (PKCS #8, not encrypted):"
              + " tls.key of a Kubernetes secret.");

  static final Key<Optional<String>> AUTHORITIES =
      file(
          "surety.rest.tls.authorities.file",
          "PEM file with the certificates by which those of the other instances are trusted: ca.crt"
              + " of a Kubernetes secret. Empty: those that Java trusts.");

  /** Names of keys, for messages about their files. */
  public static final String KEYSTORE_KEY = KEYSTORE.name();

  public static final String PASSWORD_KEY = PASSWORD.name();
  public static final String CERTIFICATE_KEY = CERTIFICATE.name();
  public static final String AUTHORITIES_KEY = AUTHORITIES.name();

  private static Key<Optional<String>> file(String name, String doc) {
    return GROUP.optionalText(name, Checks.matching("(?s).*\\S.*", "a path of a file"), doc);
  }

  static Optional<TlsConfig> of(Settings settings, List<String> errors) {
    Optional<Path> keystore = settings.get(KEYSTORE).map(Path::of);
    Optional<Path> certificate = settings.get(CERTIFICATE).map(Path::of);
    Optional<Path> key = settings.get(KEY).map(Path::of);
    if (certificate.isPresent() != key.isPresent()) {
      errors.add(CERTIFICATE + " and " + KEY + " belong together; set both, or none of them");
    }
    if (keystore.isPresent() && certificate.isPresent()) {
      errors.add(KEYSTORE + " and " + CERTIFICATE + " are two ways to the same; set one of them");
    }
    if (keystore.isEmpty() && certificate.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new TlsConfig(
            keystore,
            settings.get(PASSWORD).orElse(new Password("")),
            certificate,
            key,
            settings.get(AUTHORITIES).map(Path::of)));
  }
}
