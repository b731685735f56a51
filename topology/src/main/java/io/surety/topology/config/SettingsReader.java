package io.surety.topology.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;

/** Puts sources on top of each other, resolves variables, and finds everything that is wrong. */
final class SettingsReader {
  private final Map<String, ConfigDef.ConfigKey> known = new TreeMap<>();
  private final Map<String, String> raw = new TreeMap<>();
  private final Map<String, Origin> origins = new HashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  SettingsReader(List<ConfigGroup> groups) {
    groups.forEach(group -> known.putAll(group.def().configKeys()));
  }

  SettingsReader put(Map<String, ?> values, Origin origin) {
    values.forEach(
        (key, value) -> {
          raw.put(key, String.valueOf(value));
          origins.put(key, origin);
        });
    return this;
  }

  SettingsReader putEnvironment(Map<String, String> variables) {
    Environment environment = Environment.read(variables, known.keySet());
    warnings.addAll(environment.warnings());
    return put(environment.values(), Origin.ENVIRONMENT);
  }

  Settings read() {
    Variables variables = Variables.resolve(raw);
    problems.addAll(variables.problems());
    raw.keySet().forEach(this::checkName);
    Map<String, Object> values = parse(variables);
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
    return new Settings(values, passedThrough(variables), printable(values), warnings);
  }

  private void checkName(String key) {
    if (known.containsKey(key) || Variables.isProvider(key)) {
      return;
    }
    Optional<KafkaClient> client = KafkaClient.of(key);
    if (client.isPresent()) {
      checkPassedThrough(key, client.get());
    } else {
      problems.add(
          "unknown key '"
              + key
              + "'"
              + Nearest.of(key, known.keySet())
                  .map(near -> "; the nearest known one is '" + near + "'")
                  .orElse(""));
    }
  }

  private void checkPassedThrough(String key, KafkaClient client) {
    String inner = client.inner(key);
    client
        .refusal(inner)
        .ifPresent(remedy -> problems.add("'" + key + "' cannot be set here; " + remedy));
    if (!client.knows(inner)) {
      warnings.add(
          "'"
              + key
              + "' is passed to Kafka, which does not document '"
              + inner
              + "'"
              + Nearest.of(inner, client.names())
                  .map(near -> "; the nearest one is '" + client.prefix() + near + "'")
                  .orElse(""));
    }
  }

  private Map<String, Object> parse(Variables variables) {
    ConfigDef def = new ConfigDef();
    known.values().forEach(def::define);
    Map<String, String> own = new HashMap<>(variables.resolved());
    own.keySet().retainAll(known.keySet());
    Map<String, Object> values = new HashMap<>();
    for (ConfigValue value : def.validate(own)) {
      if (value.errorMessages().isEmpty() && value.value() != null) {
        values.put(value.name(), value.value());
      } else {
        // What follows the first is about the null that could not be read.
        problems.add(variables.masked(value, value.errorMessages().get(0)));
      }
    }
    return values;
  }

  private Map<String, Object> passedThrough(Variables variables) {
    Map<String, Object> passed = new HashMap<>(variables.resolved());
    passed.keySet().removeIf(key -> KafkaClient.of(key).isEmpty());
    return passed;
  }

  private List<Setting> printable(Map<String, Object> values) {
    List<Setting> settings = new ArrayList<>();
    values.forEach(
        (key, value) -> settings.add(setting(key, String.valueOf(value), isSecret(key))));
    Set<String> rest = new java.util.TreeSet<>(raw.keySet());
    rest.removeAll(values.keySet());
    for (String key : rest) {
      boolean isPrintable =
          KafkaClient.of(key).filter(kind -> kind.isPrintable(kind.inner(key))).isPresent();
      settings.add(setting(key, raw.getOrDefault(key, ""), !isPrintable));
    }
    return Settings.sorted(settings);
  }

  private boolean isSecret(String key) {
    ConfigDef.ConfigKey definition = known.get(key);
    return definition == null || Settings.isSecret(definition);
  }

  private Setting setting(String key, String value, boolean isSecret) {
    String written = raw.getOrDefault(key, value);
    String shown = isSecret ? Setting.HIDDEN : Variables.isIn(written) ? written : value;
    return new Setting(key, shown, origins.getOrDefault(key, Origin.DEFAULT));
  }
}
