package io.surety.rest.http;

import io.surety.rest.TlsConfig;
import io.surety.rest.access.WatchedFile;
import io.surety.topology.config.InvalidConfigException;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * How connections are encrypted. Certificates are read again when their files change, and count for
 * connections that are made from then on; the server goes on listening. Thread-safe.
 */
final class Tls {
  private static final char[] NO_PASSWORD = new char[0];

  private final SSLContext server;
  private final SSLContext peers;

  /**
   * Reads the files.
   *
   * @throws InvalidConfigException when they cannot be used
   */
  Tls(TlsConfig config) {
    Supplier<Loaded> identity = identity(config);
    Optional<WatchedFile<X509ExtendedTrustManager>> authorities =
        config.authorities().map(Tls::authorities);
    try {
      server = SSLContext.getInstance("TLS");
      server.init(new KeyManager[] {new CurrentKeys(identity)}, null, null);
      peers = SSLContext.getInstance("TLS");
      peers.init(
          null,
          authorities
              .map(file -> new TrustManager[] {new CurrentAuthorities(file::get)})
              .orElse(null),
          null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }

  /** With this server's certificate. */
  SSLContext server() {
    return server;
  }

  /** For requests to other instances: trusts the configured authorities. */
  SSLContext peers() {
    return peers;
  }

  /** A key manager for what was in the files; the alias tells it from those before and after. */
  private record Loaded(String alias, X509ExtendedKeyManager manager) {}

  private static Supplier<Loaded> identity(TlsConfig config) {
    AtomicLong loads = new AtomicLong();
    Function<KeyMaterial.Identity, Loaded> load =
        identity -> loaded(identity, "load-" + loads.incrementAndGet());
    if (config.keystore().isPresent()) {
      return watched(
          TlsConfig.KEYSTORE_KEY,
          List.of(config.keystore().get()),
          contents -> load.apply(KeyMaterial.keystore(contents.get(0), config)));
    }
    return watched(
        TlsConfig.CERTIFICATE_KEY,
        List.of(config.certificate().orElseThrow(), config.key().orElseThrow()),
        contents -> load.apply(KeyMaterial.pem(contents.get(0), contents.get(1))));
  }

  private static <T> Supplier<T> watched(
      String key, List<Path> files, WatchedFile.Reader<T> reader) {
    try {
      WatchedFile<T> file = new WatchedFile<>(files, reader, System::nanoTime);
      return file::get;
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigException(
          List.of(key + " = " + files.get(0) + " cannot be used: " + e.getMessage()));
    }
  }

  private static Loaded loaded(KeyMaterial.Identity identity, String alias) {
    try {
      KeyStore store = empty();
      store.setKeyEntry(
          alias, identity.key(), NO_PASSWORD, identity.chain().toArray(Certificate[]::new));
      KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
      factory.init(store, NO_PASSWORD);
      return new Loaded(alias, (X509ExtendedKeyManager) factory.getKeyManagers()[0]);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("Java cannot use the key: " + e.getMessage(), e);
    }
  }

  private static WatchedFile<X509ExtendedTrustManager> authorities(Path file) {
    try {
      return new WatchedFile<>(
          List.of(file), contents -> trusting(contents.get(0)), System::nanoTime);
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigException(
          List.of(TlsConfig.AUTHORITIES_KEY + " = " + file + " cannot be used: " + e.getMessage()));
    }
  }

  private static X509ExtendedTrustManager trusting(byte[] pem) {
    try {
      KeyStore store = empty();
      int number = 0;
      for (Certificate certificate : KeyMaterial.certificates(pem)) {
        number++;
        store.setCertificateEntry("authority-" + number, certificate);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("Java cannot use it: " + e.getMessage(), e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  /**
   * Answers with what is in the files now. A handshake asks for the alias first and for the key and
   * the certificates after that: those are the ones of the alias, though the files may have changed
   * in between.
   */
  private static final class CurrentKeys extends X509ExtendedKeyManager {
    private final Supplier<Loaded> file;
    private volatile Loaded current;
    private volatile Loaded before;

    CurrentKeys(Supplier<Loaded> file) {
      this.file = file;
      this.current = file.get();
      this.before = current;
    }

    private synchronized X509ExtendedKeyManager now() {
      Loaded loaded = file.get();
      if (loaded != current) {
        before = current;
        current = loaded;
      }
      return current.manager();
    }

    private X509ExtendedKeyManager of(String alias) {
      Loaded old = before;
      return old.alias().equals(alias) ? old.manager() : current.manager();
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
        String type, Principal @Nullable [] issuers, SSLEngine engine) {
      return now().chooseEngineServerAlias(type, issuers, engine);
    }

    @Override
    public @Nullable String chooseServerAlias(
        String type, Principal @Nullable [] issuers, Socket socket) {
      return now().chooseServerAlias(type, issuers, socket);
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
      return now().getServerAliases(type, issuers);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
      return of(alias).getCertificateChain(alias);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
      return of(alias).getPrivateKey(alias);
    }

    @Override
    public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] types, Principal @Nullable [] issuers, Socket socket) {
      return null;
    }
  }

  /** Trusts what is in the file now. */
  private static final class CurrentAuthorities extends X509ExtendedTrustManager {
    private final Supplier<X509ExtendedTrustManager> file;

    CurrentAuthorities(Supplier<X509ExtendedTrustManager> file) {
      this.file = file;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      file.get().checkServerTrusted(chain, type, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      file.get().checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      file.get().checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      throw new CertificateException("clients show no certificates");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      throw new CertificateException("clients show no certificates");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("clients show no certificates");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return file.get().getAcceptedIssuers();
    }
  }
}
