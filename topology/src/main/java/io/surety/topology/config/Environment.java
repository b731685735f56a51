package io.surety.topology.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Settings from environment variables.
 *
 * <pre>
 * SURETY_TOPIC_PREFIX                surety.topic.prefix
 * SURETY_KAFKA_SECURITY_PROTOCOL     kafka.security.protocol
 * SURETY_KAFKA_MY__KEY               kafka.my_key
 * </pre>
 *
 * @param values by key
 * @param warnings variables that look like ours and are not
 */
record Environment(Map<String, String> values, List<String> warnings) {
  private static final String OURS = "SURETY_";
  private static final String KAFKA = "SURETY_KAFKA_";

  /** Of the launcher, and of commands that call a server. */
  private static final Set<String> OTHERS =
      Set.of(
          "SURETY_JAVA_OPTS",
          "SURETY_URL",
          "SURETY_TOKEN",
          "SURETY_TOKEN_FILE",
          "SURETY_TRUSTSTORE");

  /** Kubernetes announces a service named surety, or surety-rest, in variables of this form. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_[0-9]+_(TCP|UDP|SCTP)(_.*)?)");

  private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

  static String nameOf(String key) {
    String name = key.toUpperCase(Locale.ROOT).replace("_", "__").replace('.', '_');
    return key.startsWith("kafka.") ? OURS + name : name;
  }

  static Environment read(Map<String, String> variables, Collection<String> keys) {
    Map<String, String> byName =
        keys.stream().collect(Collectors.toMap(Environment::nameOf, Function.identity()));
    Map<String, String> values = new TreeMap<>();
    List<String> warnings = new ArrayList<>();
    new TreeMap<>(variables)
        .forEach(
            (name, value) -> {
              Optional<String> key = key(name, value, byName);
              key.ifPresent(found -> values.put(found, value));
              if (key.isEmpty() && isOurs(name) && !isServiceLink(name, value)) {
                warnings.add(ignored(name, byName.keySet()));
              }
            });
    return new Environment(values, warnings);
  }

  /** True if a variable of this name can only be meant as a setting. */
  static boolean isOurs(String name) {
    return name.startsWith(OURS) && !OTHERS.contains(name);
  }

  private static Optional<String> key(String name, String value, Map<String, String> byName) {
    if (name.startsWith(KAFKA) && !isServiceLink(name, value)) {
      String inner = name.substring(OURS.length()).toLowerCase(Locale.ROOT);
      return Optional.of(inner.replace("__", "\0").replace('_', '.').replace('\0', '_'));
    }
    return isServiceLink(name, value) ? Optional.empty() : Optional.ofNullable(byName.get(name));
  }

  private static boolean isServiceLink(String name, String value) {
    return SERVICE_LINK.matcher(name).matches() || SERVICE_ADDRESS.matcher(value).matches();
  }

  private static String ignored(String name, Collection<String> known) {
    return "environment variable "
        + name
        + " is not a setting and is ignored"
        + Nearest.of(name, known).map(near -> "; the nearest one is " + near).orElse("");
  }
}
