package io.surety.rest.callback;

import io.surety.topology.config.InvalidConfigException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secrets that sign callbacks, by name, each for the producers and groups that {@code
 * <name>.for} lists ({@code *} is all), or for the one of its own name. Registrations only name
 * them: the registry is a topic that many may read. The file is read again when it is another one
 * than before, so that a secret can be replaced without a restart; what is wrong with it then is
 * logged, and the secrets before it stay in force.
 *
 * <p>Thread-safe.
 */
final class Secrets {
  private static final Logger LOG = LoggerFactory.getLogger(Secrets.class);
  private static final String PREFIX = "whsec_";
  private static final int BYTES_MIN = 24;
  private static final int BYTES_MAX = 64;
  private static final int KEYS_MAX = 2;
  private static final String USERS = ".for";
  private static final String EVERYBODY = "*";

  private final Optional<Path> file;
  private String text = "";
  private Map<String, Secret> byName = Map.of();

  /** The keys of a secret, and the producers and groups whose callbacks it signs. */
  private record Secret(List<SigningKey> keys, Set<String> users) {
    boolean isFor(String who) {
      return users.contains(who) || users.contains(EVERYBODY);
    }
  }

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

  /**
   * The keys of this name, the newest first; none if there is no such secret, or none for them.
   * Whose secret it is, is asked before each call: a registration can come from elsewhere.
   *
   * @param who the producer or consumer group that is asked
   */
  synchronized List<SigningKey> keys(String name, String who) {
    file.ifPresent(this::readAgain);
    Secret secret = byName.get(name);
    return secret != null && secret.isFor(who) ? secret.keys() : List.of();
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

  private static Map<String, Secret> parse(String text) {
    Properties lines = new Properties();
    try {
      lines.load(new StringReader(text));
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
    Map<String, Secret> byName = new HashMap<>();
    for (String name : lines.stringPropertyNames()) {
      if (name.endsWith(USERS)) {
        mustBelong(name, lines);
      } else {
        // Without a line that says otherwise it is for its namesake, and for nobody else.
        Set<String> users = users(lines.getProperty(name + USERS, name));
        byName.put(name, new Secret(signingKeys(name, lines.getProperty(name)), users));
      }
    }
    return byName;
  }

  private static void mustBelong(String name, Properties lines) {
    String secret = name.substring(0, name.length() - USERS.length());
    if (lines.getProperty(secret) == null) {
      throw new IllegalArgumentException(
          "'" + name + "' is about a secret '" + secret + "' that is not there; add or remove it");
    }
  }

  private static Set<String> users(String names) {
    return Arrays.stream(names.split(",", -1))
        .map(String::strip)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static List<SigningKey> signingKeys(String name, String values) {
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
