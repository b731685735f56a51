package io.surety.topology.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;

/**
 * All values in force, checked. Immutable and thread-safe.
 *
 * <p>A file is overridden by environment variables. Values may hold variables of Kafka's config
 * providers, such as <code>${file:/run/secrets/kafka.properties:password}</code>; {@code file},
 * {@code dir} and {@code env} are there without being configured.
 */
public final class Settings {
  private final Map<String, Object> values;
  private final Map<String, Object> passedThrough;
  private final List<Setting> printable;
  private final List<String> warnings;

  Settings(
      Map<String, Object> values,
      Map<String, Object> passedThrough,
      List<Setting> printable,
      List<String> warnings) {
    this.values = Map.copyOf(values);
    this.passedThrough = Map.copyOf(passedThrough);
    this.printable = List.copyOf(printable);
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Settings from code.
   *
   * @param groups every key that may be there, but for those passed through to Kafka
   * @throws InvalidConfigException when a key is unknown or missing, or a value is not valid
   */
  public static Settings of(Map<String, ?> values, List<ConfigGroup> groups) {
    return new SettingsReader(groups).put(values, Origin.CODE).read();
  }

  /**
   * Settings from a properties file in UTF-8, where there is one, and from the environment.
   *
   * @param environment as {@link System#getenv()} gives it
   * @param groups every key that may be there, but for those passed through to Kafka
   * @throws InvalidConfigException when the file cannot be read, a key is unknown or missing, or a
   *     value is not valid
   */
  public static Settings read(
      Optional<Path> file, Map<String, String> environment, List<ConfigGroup> groups) {
    return read(file, environment, Map.of(), groups);
  }

  /**
   * Settings from a properties file in UTF-8, where there is one, from the environment, and from
   * whoever starts the program, who has the last word.
   *
   * @param environment as {@link System#getenv()} gives it
   * @param overrides as in the file
   * @param groups every key that may be there, but for those passed through to Kafka
   * @throws InvalidConfigException when the file cannot be read, a key is unknown or missing, or a
   *     value is not valid
   */
  public static Settings read(
      Optional<Path> file,
      Map<String, String> environment,
      Map<String, ?> overrides,
      List<ConfigGroup> groups) {
    SettingsReader reader = new SettingsReader(groups);
    file.ifPresent(path -> reader.put(PropertiesFile.read(path), Origin.FILE));
    return reader.putEnvironment(environment).put(overrides, Origin.CODE).read();
  }

  /** True if an environment variable of this name can only be meant as a setting. */
  public static boolean isSettingName(String variable) {
    return Environment.isOurs(variable);
  }

  /** The value of a key. */
  public <T> T get(Key<T> key) {
    return key.read(values);
  }

  /**
   * What is passed through to clients of this kind: what is for all of them, then what is for this
   * one.
   */
  public Map<String, Object> kafka(KafkaClient client) {
    Map<String, Object> passed = new HashMap<>();
    for (KafkaClient kind : List.of(KafkaClient.ALL, client)) {
      passedThrough.forEach(
          (key, value) -> {
            if (KafkaClient.of(key).filter(kind::equals).isPresent()) {
              passed.put(kind.inner(key), value);
            }
          });
    }
    return passed;
  }

  /** Every key with its value in force and where that comes from, by key; without secrets. */
  public List<Setting> printable() {
    return printable;
  }

  /** What an operator should know but need not mend, one sentence each. */
  public List<String> warnings() {
    return warnings;
  }

  /** Without secrets. */
  @Override
  public String toString() {
    return printable.toString();
  }

  static List<Setting> sorted(List<Setting> settings) {
    List<Setting> sorted = new ArrayList<>(settings);
    sorted.sort(Comparator.comparing(Setting::key));
    return sorted;
  }

  static boolean isSecret(ConfigDef.ConfigKey key) {
    return key.type == ConfigDef.Type.PASSWORD;
  }
}
