package io.surety.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Options of a broker, then {@link #start()}. Bad values are refused at the call that brings them.
 * Not thread-safe.
 */
public final class EmbeddedKafkaBuilder {
  private BrokerOptions options =
      new BrokerOptions(Optional.empty(), 0, Duration.ofSeconds(60), Map.of(), Map.of());

  EmbeddedKafkaBuilder() {}

  /**
   * Keep everything in this directory, created if missing. It must be empty, or one that an earlier
   * broker of this kind has used.
   */
  public EmbeddedKafkaBuilder dataDir(Path dataDir) {
    return with(options.withDataDir(Optional.of(dataDir)));
  }

  /** Use a fresh temporary directory and delete it on close (the default). */
  public EmbeddedKafkaBuilder tempDir() {
    return with(options.withDataDir(Optional.empty()));
  }

  /** Port of the plain listener on 127.0.0.1: 1 to 65535, or 0 (the default) for any free one. */
  public EmbeddedKafkaBuilder port(int port) {
    return with(options.withPort(port));
  }

  /** How long {@link #start()} waits until every partition is served; default 60 s. */
  public EmbeddedKafkaBuilder startTimeout(Duration startTimeout) {
    return with(options.withStartTimeout(startTimeout));
  }

  /**
   * Sets a broker config key, such as {@code message.max.bytes} or {@code authorizer.class.name}.
   *
   * @throws IllegalArgumentException if Kafka does not know the key, or this module sets it (ports,
   *     directories, roles)
   */
  public EmbeddedKafkaBuilder config(String key, String value) {
    Map<String, String> config = new LinkedHashMap<>(options.config());
    config.put(key, value);
    return with(options.withConfig(config));
  }

  /** The same as {@link #config(String, String)}. */
  public EmbeddedKafkaBuilder set(String key, String value) {
    return config(key, value);
  }

  /**
   * Adds a user who signs in with SASL/PLAIN on a second listener, and turns the authorizer on.
   *
   * <p>Clients of the plain listener ({@code User:ANONYMOUS}) are then super users. A user may do
   * everything with a resource that has no ACL; see {@link TopicAcls} to take a right away.
   */
  public EmbeddedKafkaBuilder user(String name, String password) {
    Map<String, String> users = new LinkedHashMap<>(options.users());
    users.put(name, password);
    return with(options.withUsers(users));
  }

  /**
   * Starts the broker and returns when every partition in the directory answers.
   *
   * @throws IllegalArgumentException if Kafka refuses a config value
   * @throws EmbeddedKafkaException if the directory or the port cannot be used, or the broker does
   *     not come up
   */
  public EmbeddedKafka start() {
    return EmbeddedKafka.start(options);
  }

  private EmbeddedKafkaBuilder with(BrokerOptions changed) {
    options = changed;
    return this;
  }
}
