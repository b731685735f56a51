package io.surety.cli.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Conditions of a request, by name. */
public final class Query {
  private final Map<String, String> values = new LinkedHashMap<>();

  /** None yet. */
  public Query() {}

  /** The same, with another value in place of the one before. */
  public Query put(String name, Object value) {
    values.put(name, String.valueOf(value));
    return this;
  }

  /** True if there is none. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** All of them, to be written elsewhere than in a URL. */
  public Map<String, String> values() {
    return Map.copyOf(values);
  }

  /** A copy to add to. */
  public Query copy() {
    Query copy = new Query();
    copy.values.putAll(values);
    return copy;
  }

  /** One part of a path. */
  public static String segment(String text) {
    return encoded(text);
  }

  /** With its question mark; empty without conditions. */
  @Override
  public String toString() {
    return values.isEmpty()
        ? ""
        : values.entrySet().stream()
            .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }

  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean isPlain = b >= 0 && (Character.isLetterOrDigit(b) || "._~-".indexOf(b) >= 0);
      encoded.append(isPlain ? String.valueOf((char) b) : "%%%02X".formatted(b & 0xff));
    }
    // A path of dots only would be another path.
    return encoded.toString().matches("\\.{1,2}")
        ? encoded.toString().replace(".", "%2E")
        : encoded.toString();
  }
}
