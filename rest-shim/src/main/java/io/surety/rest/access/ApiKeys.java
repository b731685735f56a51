package io.surety.rest.access;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The API keys in a file, one a line; see {@link KeyLine}. Two lines with one name are two keys of
 * the same caller, so that a key can be replaced without a gap. The file is read again when it
 * changes. Thread-safe.
 */
final class ApiKeys {
  private final WatchedFile<Map<String, List<KeyLine>>> file;
  private final LongSupplier clock;

  /**
   * Reads the file.
   *
   * @param clock epoch ms, for keys that expire
   * @param nanos as {@link System#nanoTime}
   * @throws IllegalArgumentException naming the line that is wrong
   */
  ApiKeys(Path file, LongSupplier clock, LongSupplier nanos) {
    this.file = new WatchedFile<>(List.of(file), ApiKeys::parse, nanos);
    this.clock = clock;
  }

  /** Whose key it is; empty if it is nobody's, or has expired. */
  Optional<Caller> caller(String key) {
    return ApiKey.name(key)
        .map(name -> file.get().getOrDefault(name, List.of()))
        .orElse(List.of())
        .stream()
        .filter(line -> line.expiresAt() > clock.getAsLong())
        .filter(line -> ApiKey.matches(line.hash(), key))
        .findFirst()
        .map(KeyLine::caller);
  }

  private static Map<String, List<KeyLine>> parse(List<byte[]> contents) {
    String text = new String(contents.get(0), StandardCharsets.UTF_8);
    List<KeyLine> lines = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
        try {
          lines.add(KeyLine.parse(line));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
        }
      }
    }
    return lines.stream().collect(Collectors.groupingBy(line -> line.caller().name()));
  }
}
