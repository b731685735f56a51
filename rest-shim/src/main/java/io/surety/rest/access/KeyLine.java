package io.surety.rest.access;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One line of the file of API keys: {@code name role hash [producers=a,b] [groups=c,d]
 * [expires=2027-01-31]}.
 *
 * @param expiresAt epoch ms; it ends with the day that is written, in UTC
 */
public record KeyLine(Caller caller, String hash, long expiresAt) {
  /** What names keys may have. */
  static final String NAME = "[A-Za-z0-9.-]{1,64}";

  /** All of it goes from instance to instance in a header, with each request. */
  private static final int LENGTH_MAX = 4_000;

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException saying what is wrong; the hash is not repeated
   */
  public static KeyLine parse(String line) {
    String[] words = line.trim().split("\\s+");
    if (words.length < 3) {
      throw new IllegalArgumentException(
          "a line is 'name role hash', and producers=, groups= and expires= after it");
    }
    if (!words[0].matches(NAME)) {
      throw new IllegalArgumentException(
          "'" + words[0] + "' is no name: write 1..64 of A-Z a-z 0-9 . -");
    }
    if (!ApiKey.isHash(words[2])) {
      throw new IllegalArgumentException(
          "the hash of '" + words[0] + "' is none: 'surety api-key' makes the whole line");
    }
    Set<String> producers = Set.of();
    Set<String> groups = Set.of();
    long expiresAt = Long.MAX_VALUE;
    for (String word : Arrays.asList(words).subList(3, words.length)) {
      String[] pair = word.split("=", 2);
      switch (pair[0]) {
        case "producers" -> producers = names(pair);
        case "groups" -> groups = names(pair);
        case "expires" -> expiresAt = endOf(pair);
        default ->
            throw new IllegalArgumentException(
                "'" + pair[0] + "' is not known: write producers=, groups= or expires=");
      }
    }
    Role role = role(words[1]);
    if (role != Role.APPLICATION && !(producers.isEmpty() && groups.isEmpty())) {
      throw new IllegalArgumentException(
          "producers= and groups= are for the role application; '"
              + words[0]
              + "' is "
              + role.word());
    }
    if (role == Role.APPLICATION && producers.isEmpty() && groups.isEmpty()) {
      throw new IllegalArgumentException(
          "'"
              + words[0]
              + "' is an application without producers= and groups=: name what is its own");
    }
    if (line.length() > LENGTH_MAX) {
      throw new IllegalArgumentException(
          "the line of '"
              + words[0]
              + "' is longer than "
              + LENGTH_MAX
              + ": give out several keys");
    }
    return new KeyLine(new Caller(words[0], role, producers, groups), words[2], expiresAt);
  }

  private static Role role(String word) {
    return Role.of(word)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'" + word + "' is no role: write viewer, operator, admin or application"));
  }

  private static Set<String> names(String[] pair) {
    return pair.length < 2
        ? Set.of()
        : Arrays.stream(pair[1].split(","))
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
  }

  private static long endOf(String[] pair) {
    String day = pair.length < 2 ? "" : pair[1];
    try {
      return LocalDate.parse(day)
          .plusDays(1)
          .atStartOfDay(ZoneOffset.UTC)
          .toInstant()
          .toEpochMilli();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "expires=%s is no day: write it as in expires=2027-01-31", day));
    }
  }

  /** A line with what is not a secret: the whole of it but for the key. */
  public static String write(Caller caller, String hash, Optional<LocalDate> expires) {
    StringBuilder line = new StringBuilder(caller.name() + " " + caller.role().word() + " " + hash);
    append(line, "producers", caller.producers());
    append(line, "groups", caller.groups());
    expires.ifPresent(day -> line.append(" expires=").append(day));
    return line.toString();
  }

  private static void append(StringBuilder line, String word, Set<String> names) {
    if (!names.isEmpty()) {
      line.append(' ')
          .append(word)
          .append('=')
          .append(String.join(",", names.stream().sorted().toList()));
    }
  }
}
