package io.surety.topology.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * Values with <code>${provider:path:key}</code> replaced, as Kafka's own clients do it.
 *
 * <p>Kafka leaves a variable that it cannot resolve as it is, and would sign in with it as the
 * password; here it is a problem.
 *
 * @param written values as they were written
 * @param resolved values without variables
 */
record Variables(Map<String, String> written, Map<String, String> resolved, List<String> problems) {
  private static final String PROVIDERS = AbstractConfig.CONFIG_PROVIDERS_CONFIG;
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{(?<provider>[^}:]+):((?<path>[^}]*?):)?[^}]*}");

  private static final Map<String, String> BUILT_IN =
      Map.of(
          PROVIDERS,
          "file,dir,env",
          PROVIDERS + ".file.class",
          FileConfigProvider.class.getName(),
          PROVIDERS + ".dir.class",
          DirectoryConfigProvider.class.getName(),
          PROVIDERS + ".env.class",
          EnvVarConfigProvider.class.getName());

  static boolean isIn(String value) {
    return VARIABLE.matcher(value).find();
  }

  static boolean isProvider(String key) {
    return key.equals(PROVIDERS) || key.startsWith(PROVIDERS + ".");
  }

  static Variables resolve(Map<String, String> written) {
    if (written.values().stream().noneMatch(Variables::isIn)) {
      return new Variables(written, written, List.of());
    }
    Map<String, String> source = new HashMap<>(written);
    if (!source.containsKey(PROVIDERS)) {
      source.putAll(BUILT_IN);
    }
    List<String> missing = missing(written, source);
    if (!missing.isEmpty()) {
      return new Variables(written, written, missing);
    }
    try {
      Map<String, String> resolved = new HashMap<>();
      new AbstractConfig(new ConfigDef(), source, Map.of(), false)
          .originals()
          .forEach((key, value) -> resolved.put(key, String.valueOf(value)));
      resolved.keySet().retainAll(written.keySet());
      return new Variables(written, resolved, unresolved(written, resolved));
    } catch (ConfigException e) {
      return new Variables(
          written, written, List.of("a variable cannot be resolved: " + e.getMessage()));
    }
  }

  /** What Kafka's providers would not find, and say with a stack trace and without the key. */
  private static List<String> missing(Map<String, String> written, Map<String, String> source) {
    List<String> problems = new ArrayList<>();
    new TreeMap<>(written)
        .forEach(
            (key, value) -> {
              Matcher variable = VARIABLE.matcher(value);
              while (variable.find()) {
                String provider =
                    source.get(PROVIDERS + "." + variable.group("provider") + ".class");
                String path = Objects.requireNonNullElse(variable.group("path"), "");
                if (FileConfigProvider.class.getName().equals(provider) && !isReadableFile(path)) {
                  problems.add(missing(key, "file", path));
                }
                if (DirectoryConfigProvider.class.getName().equals(provider)
                    && !isDirectory(path)) {
                  problems.add(missing(key, "directory", path));
                }
              }
            });
    return problems;
  }

  private static String missing(String key, String what, String path) {
    return "'"
        + key
        + "' is to be read from "
        + what
        + " '"
        + path
        + "', which is not there or may not be read; create it, or set the key to another";
  }

  private static boolean isReadableFile(String path) {
    try {
      return Files.isReadable(Path.of(path)) && !isDirectory(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static boolean isDirectory(String path) {
    try {
      return !path.isEmpty() && Files.isDirectory(Path.of(path));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** The problem, without what a provider gave. */
  String masked(ConfigValue value, String problem) {
    String text = written.getOrDefault(value.name(), "");
    String secret = resolved.getOrDefault(value.name(), "");
    return isIn(text) && !secret.isEmpty() ? problem.replace(secret, text) : problem;
  }

  private static List<String> unresolved(
      Map<String, String> written, Map<String, String> resolved) {
    List<String> problems = new ArrayList<>();
    resolved.forEach(
        (key, value) -> {
          if (isIn(value)) {
            problems.add(
                "'"
                    + key
                    + "' has a variable that no config provider knows, was '"
                    + written.get(key)
                    + "'; check provider, path and key");
          }
        });
    return problems;
  }
}
