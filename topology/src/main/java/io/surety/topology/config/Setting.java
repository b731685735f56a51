package io.surety.topology.config;

/**
 * A key and its value in force, fit to be printed.
 *
 * @param value {@code [hidden]} for a secret; the variable itself where a config provider gave it
 */
public record Setting(String key, String value, Origin origin) {
  static final String HIDDEN = "[hidden]";

  @Override
  public String toString() {
    return key + " = " + value + " (" + origin + ")";
  }
}
