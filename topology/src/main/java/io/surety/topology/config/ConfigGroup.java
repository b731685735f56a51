package io.surety.topology.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * Keys that belong together: one section of the configuration page, one {@link ConfigDef}.
 *
 * <p>Made once, in static initialisers, one constant a key; not thread-safe until then.
 */
public final class ConfigGroup {
  private final String title;
  private final String intro;
  private final ConfigDef def = new ConfigDef();

  private ConfigGroup(String title, String intro) {
    this.title = title;
    this.intro = intro;
  }

  /**
   * A group without keys.
   *
   * @param title of its section
   * @param intro a sentence above the keys; may be empty
   */
  public static ConfigGroup of(String title, String intro) {
    return new ConfigGroup(title, intro);
  }

  /** The title of its section. */
  public String title() {
    return title;
  }

  /** The sentence above the keys. */
  public String intro() {
    return intro;
  }

  /** The keys, as Kafka defines them. */
  public ConfigDef def() {
    return def;
  }

  /** A whole number. The sentence says what happens when it is larger, and when smaller. */
  public Key<Integer> number(String name, int byDefault, int min, int max, String doc) {
    define(name, ConfigDef.Type.INT, byDefault, Range.between(min, max), Importance.MEDIUM, doc);
    return new Key<>(name, Integer.class::cast);
  }

  /** A number of bytes. */
  public Key<Long> bytes(String name, long byDefault, long min, long max, String doc) {
    define(name, ConfigDef.Type.LONG, byDefault, Range.between(min, max), Importance.MEDIUM, doc);
    return new Key<>(name, Long.class::cast);
  }

  /** A time in milliseconds. */
  public Key<Duration> millis(
      String name, Duration byDefault, Duration min, Duration max, String doc) {
    Range range = Range.between(min.toMillis(), max.toMillis());
    define(name, ConfigDef.Type.LONG, byDefault.toMillis(), range, Importance.MEDIUM, doc);
    return new Key<>(name, value -> Duration.ofMillis((Long) value));
  }

  /** True or false. */
  public Key<Boolean> flag(String name, boolean byDefault, String doc) {
    define(name, ConfigDef.Type.BOOLEAN, byDefault, null, Importance.MEDIUM, doc);
    return new Key<>(name, Boolean.class::cast);
  }

  /** A text that passes the check. */
  public Key<String> text(String name, String byDefault, Validator check, String doc) {
    define(name, ConfigDef.Type.STRING, byDefault, check, Importance.MEDIUM, doc);
    return new Key<>(name, String.class::cast);
  }

  /** A text that need not be set. */
  public Key<Optional<String>> optionalText(String name, Validator check, String doc) {
    define(name, ConfigDef.Type.STRING, "", Checks.unlessEmpty(check), Importance.MEDIUM, doc);
    return new Key<>(name, value -> Optional.of((String) value).filter(text -> !text.isEmpty()));
  }

  /** A list that must be set. */
  public Key<List<String>> requiredList(String name, Validator check, String doc) {
    define(name, ConfigDef.Type.LIST, ConfigDef.NO_DEFAULT_VALUE, check, Importance.HIGH, doc);
    return new Key<>(name, ConfigGroup::texts);
  }

  /** One of the constants of an enum, written in lower case. */
  public <E extends Enum<E>> Key<E> choice(String name, Class<E> type, E byDefault, String doc) {
    List<String> words = Arrays.stream(type.getEnumConstants()).map(ConfigGroup::word).toList();
    define(
        name, ConfigDef.Type.STRING, word(byDefault), Checks.oneOf(words), Importance.MEDIUM, doc);
    return new Key<>(name, value -> type.getEnumConstants()[words.indexOf((String) value)]);
  }

  /** A text that is never printed, and need not be set. */
  public Key<Optional<Password>> secret(String name, String doc) {
    define(name, ConfigDef.Type.PASSWORD, "", null, Importance.MEDIUM, doc);
    return new Key<>(
        name, value -> Optional.of((Password) value).filter(secret -> !secret.value().isEmpty()));
  }

  private void define(
      String name,
      ConfigDef.Type type,
      Object byDefault,
      @Nullable Validator check,
      Importance importance,
      String doc) {
    def.define(name, type, byDefault, check, importance, doc);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> texts(Object value) {
    return ((List<?>) value).stream().map(String.class::cast).collect(Collectors.toList());
  }
}
