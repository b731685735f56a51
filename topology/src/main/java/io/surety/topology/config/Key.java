package io.surety.topology.config;

import java.util.Map;
import java.util.function.Function;

/**
 * One configuration key. Its type, default, check and sentence are in the {@link ConfigGroup} that
 * made it.
 *
 * @param <T> what the code gets
 */
public final class Key<T> {
  private final String name;
  private final Function<Object, T> reader;

  Key(String name, Function<Object, T> reader) {
    this.name = name;
    this.reader = reader;
  }

  /** As in a file: {@code surety.partitions}. */
  public String name() {
    return name;
  }

  /** As in the environment: {@code SURETY_PARTITIONS}. */
  public String environmentName() {
    return Environment.nameOf(name);
  }

  T read(Map<String, Object> values) {
    Object value = values.get(name);
    if (value == null) {
      throw new IllegalStateException(name + " was not read; is its group among the settings?");
    }
    return reader.apply(value);
  }

  @Override
  public String toString() {
    return name;
  }
}
