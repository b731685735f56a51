package io.surety.rest.callback;

import io.surety.topology.config.InvalidConfigException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secrets that sign callbacks, by name. Registrations only name them: the registry is a topic
 * that many may read. The file is read again when it is another one than before, so that a secret
 * can be replaced without a restart; what is wrong with it then is logged, and the secrets before
 * it stay in force.
 *
 * <p>Thread-safe.
 */
final class Secrets {
  private static final Logger LOG = LoggerFactory.getLogger(Secrets.class);
  private static final String PREFIX = "whsec_";
  private static final int BYTES_MIN = 24;
  private static final int BYTES_MAX = 64;
  private static final int KEYS_MAX = 2;

  private final Optional<Path> file;
  private String text = "";
  private Map<String, List<SigningKey>> byName = Map.of();

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException naming what is wrong with the file, but no secret
   */
  Secrets(Optional<Path> file) {
    this.file = file;
    file.ifPresent(
        path -> {
          try {
            text = Files.readString(path);
          } catch (IOException e) {
            throw new IllegalArgumentException(path + " cannot be read: " + e, e);
          }
          byName = parse(text);
        });
  }

  /**
   * Those of the configuration.
   *
   * @throws InvalidConfigException naming what is wrong with the file, but no secret
   */
  static Secrets of(CallbackConfig config) {
    try {
      return new Secrets(config.secretsFile());
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigException(
          List.of(CallbackConfig.SECRETS_FILE + ": " + e.getMessage()));
    }
  }

  /** The keys of this name, the newest first; none if there is no such secret. */
  synchronized List<SigningKey> keys(String name) {
    file.ifPresent(this::readAgain);
    return byName.getOrDefault(name, List.of());
  }

  /** The file is small, and a callback is seldom: looking is cheaper than being wrong. */
  private void readAgain(Path path) {
    try {
      String now = Files.readString(path);
      if (!now.equals(text)) {
        text = now;
        byName = parse(now);
        LOG.info("Read the secrets of callbacks again: {} of them", byName.size());
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("The secrets of callbacks stay as they were: {}", e.getMessage());
    }
  }

  private static Map<String, List<SigningKey>> parse(String text) {
    Properties lines = new Properties();
    try {
      lines.load(new StringReader(text));
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
    Map<String, List<SigningKey>> byName = new HashMap<>();
    for (String name : lines.stringPropertyNames()) {
      byName.put(name, keys(name, lines.getProperty(name)));
    }
    return byName;
  }

  private static List<SigningKey> keys(String name, String values) {
    List<SigningKey> keys = new ArrayList<>();
    for (String value : values.split(",", -1)) {
      keys.add(key(name, value.strip()));
    }
    if (keys.size() > KEYS_MAX) {
      throw new IllegalArgumentException(
          "secret '" + name + "' has more than " + KEYS_MAX + " keys; leave out the oldest");
    }
    return keys;
  }

  private static SigningKey key(String name, String value) {
    try {
      byte[] bytes =
          Base64.getDecoder()
              .decode(
                  value
                      .substring(value.startsWith(PREFIX) ? PREFIX.length() : value.length())
                      .getBytes(StandardCharsets.US_ASCII));
      if (bytes.length >= BYTES_MIN && bytes.length <= BYTES_MAX) {
        return new SigningKey(bytes);
      }
    } catch (IllegalArgumentException e) {
      // Falls through: the message must not tell the secret.
      LOG.debug("Secret '{}' is not base64", name);
    }
    throw new IllegalArgumentException(
        "secret '"
            + name
            + "' is not whsec_ and base64 of 24 to 64 bytes; make one with"
            + " echo whsec_$(openssl rand -base64 32)");
  }
}
