package io.surety.topology.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;

/** Checks of values: each error names the key, the value and what would be right. */
public final class Checks {
  private static final Pattern HOST_PORT =
      Pattern.compile("(?<host>\\[[0-9a-fA-F:.%]+]|[^\\[\\]:/\\s]+):(?<port>[0-9]{1,5})");

  private Checks() {}

  /**
   * A check made of a rule.
   *
   * @param problem what is wrong with a text, as a sentence with the remedy; empty when nothing is
   * @param description of what is right, for the configuration page
   */
  public static Validator that(Function<String, Optional<String>> problem, String description) {
    return LambdaValidator.with(
        (name, value) ->
            problem
                .apply(String.valueOf(value))
                .ifPresent(
                    sentence -> {
                      throw new ConfigException(name, value, sentence);
                    }),
        () -> description);
  }

  /** A text that matches, whatever the regular expression; described in words. */
  public static Validator matching(String regex, String description) {
    Pattern pattern = Pattern.compile(regex);
    return that(
        text ->
            pattern.matcher(text).matches()
                ? Optional.empty()
                : Optional.of("must be " + description),
        description);
  }

  /** One of these words. */
  public static Validator oneOf(List<String> words) {
    return that(
        text ->
            words.contains(text)
                ? Optional.empty()
                : Optional.of("must be one of " + String.join(", ", words)),
        "one of " + String.join(", ", words));
  }

  /** {@code host:port}, an IPv6 address in brackets. */
  public static Validator hostAndPort() {
    return that(
        text ->
            isHostAndPort(text)
                ? Optional.empty()
                : Optional.of("must be host:port with a port from 1 to 65535, as in 10.0.0.7:8080"),
        "host:port");
  }

  /** One or more {@code host:port}. */
  public static Validator addresses() {
    return LambdaValidator.with(
        (name, value) -> {
          if (!(value instanceof List<?> list) || list.isEmpty()) {
            throw new ConfigException(
                name, value, "must name at least one broker as host:port, split by commas");
          }
          list.forEach(address -> hostAndPort().ensureValid(name, address));
        },
        () -> "host:port, several split by commas");
  }

  static Validator unlessEmpty(Validator check) {
    return LambdaValidator.with(
        (name, value) -> {
          if (!"".equals(value)) {
            check.ensureValid(name, value);
          }
        },
        () -> "empty, or " + check);
  }

  private static boolean isHostAndPort(String text) {
    Matcher matcher = HOST_PORT.matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    int port = Integer.parseInt(matcher.group("port"));
    return port >= 1 && port <= 65535;
  }
}
