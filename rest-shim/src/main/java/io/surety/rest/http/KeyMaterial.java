package io.surety.rest.http;

import io.surety.rest.TlsConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads private keys and certificates from files. What is wrong is told without any of the key. */
final class KeyMaterial {
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final byte[] PROBE = "probe".getBytes(StandardCharsets.US_ASCII);

  private KeyMaterial() {}

  /** A key and the certificates that belong to it, the server's own first. */
  record Identity(PrivateKey key, List<Certificate> chain) {
    Identity {
      chain = List.copyOf(chain);
    }
  }

  /**
   * From a PKCS #12 file.
   *
   * @throws IllegalArgumentException when there is no key in it that can be used
   */
  static Identity keystore(byte[] file, TlsConfig config) {
    char[] password = config.password().value().toCharArray();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(file), password);
      for (String alias : Collections.list(store.aliases())) {
        if (store.getKey(alias, password) instanceof PrivateKey key) {
          return matching(new Identity(key, List.of(store.getCertificateChain(alias))));
        }
      }
      throw new IllegalArgumentException("there is no private key in it");
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "it is no PKCS #12 file that opens with the password of " + TlsConfig.PASSWORD_KEY, e);
    }
  }

  /**
   * From two PEM files.
   *
   * @throws IllegalArgumentException when they cannot be used, or do not belong together
   */
  static Identity pem(byte[] certificates, byte[] key) {
    return matching(new Identity(privateKey(key), certificates(certificates)));
  }

  /**
   * All certificates in a PEM file.
   *
   * @throws IllegalArgumentException when there is none
   */
  static List<Certificate> certificates(byte[] pem) {
    try {
      List<Certificate> all =
          List.copyOf(
              CertificateFactory.getInstance("X.509")
                  .generateCertificates(new ByteArrayInputStream(pem)));
      if (all.isEmpty()) {
        throw new IllegalArgumentException("there is no certificate in it");
      }
      return all;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("it holds no X.509 certificates in PEM", e);
    }
  }

  private static PrivateKey privateKey(byte[] pem) {
    Matcher text = PKCS8.matcher(new String(pem, StandardCharsets.US_ASCII));
    if (!text.find()) {
      throw new IllegalArgumentException(
          "the key is none in PKCS #8 without a password; 'openssl pkcs8 -topk8 -nocrypt' makes one"
              + " of others");
    }
    byte[] bytes = Base64.getMimeDecoder().decode(text.group(1));
    for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
      } catch (GeneralSecurityException e) {
        // It is of another algorithm.
        continue;
      }
    }
    throw new IllegalArgumentException("the key is neither RSA nor EC nor Ed25519");
  }

  /** Two files are not replaced at the same moment. */
  private static Identity matching(Identity identity) {
    String algorithm =
        switch (identity.key().getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "Ed25519";
        };
    try {
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(identity.key());
      signing.update(PROBE);
      byte[] signature = signing.sign();
      Signature verifying = Signature.getInstance(algorithm);
      verifying.initVerify(identity.chain().get(0).getPublicKey());
      verifying.update(PROBE);
      if (verifying.verify(signature)) {
        return identity;
      }
      throw new IllegalArgumentException("the key does not belong to the certificate");
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the key does not belong to the certificate", e);
    }
  }
}
