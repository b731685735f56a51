package io.surety.schemas;

import java.util.Optional;

/**
 * The rules for the names and keys that clients choose, in one place for every edge.
 *
 * <p>{@link #check} is for the side that writes, {@link #problem} for the side that reads what
 * others wrote. Thread-safe.
 */
public enum Names {
  /** 1..128 characters of {@code [A-Za-z0-9._:~-]}, not starting with {@code ~}. */
  MESSAGE_ID("messageId", 128) {
    @Override
    Optional<String> shape(String value) {
      if (value.charAt(0) == '~') {
        return Optional.of("must not start with '~', the end of the routing key");
      }
      return only(value, ":~", "letters, digits, '.', '_', ':', '~' and '-'");
    }
  },
  /** A Kafka-legal name: 1..249 characters of {@code [A-Za-z0-9._-]}. */
  PRODUCER("producer", 249) {
    @Override
    Optional<String> shape(String value) {
      return kafkaLegal(value);
    }
  },
  /** A Kafka topic: 1..249 characters of {@code [A-Za-z0-9._-]}. */
  DESTINATION("destination", 249) {
    @Override
    Optional<String> shape(String value) {
      return kafkaLegal(value);
    }
  },
  /**
   * A consumer group: 1..249 characters of {@code [A-Za-z0-9._-]}, so that groups can be listed in
   * a header.
   */
  GROUP("group", 249) {
    @Override
    Optional<String> shape(String value) {
      return kafkaLegal(value);
    }
  },
  /**
   * Words split at {@code '.'}, 1..255 characters in all, without the characters of tag filters.
   */
  TAG("tag", 255) {
    @Override
    Optional<String> shape(String value) {
      if (value.startsWith(".") || value.endsWith(".") || value.contains("..")) {
        return Optional.of("must be words split at '.', none of them empty");
      }
      return text(value)
          .or(
              () ->
                  value.chars().anyMatch(c -> "*#|".indexOf(c) >= 0 || Character.isWhitespace(c))
                      ? Optional.of(
                          "must not contain spaces, '*', '#' or '|', which belong to tag filters")
                      : Optional.empty());
    }
  },
  /** Any text of 1..512 characters without control characters. */
  BUSINESS_KEY("businessKey", 512) {
    @Override
    Optional<String> shape(String value) {
      return text(value);
    }
  };

  private final String field;
  private final int lengthMax;

  Names(String field, int lengthMax) {
    this.field = field;
    this.lengthMax = lengthMax;
  }

  /** The most characters this name may have. */
  public int lengthMax() {
    return lengthMax;
  }

  /**
   * Returns the value when it keeps the rule.
   *
   * @throws IllegalArgumentException naming the field, the value and the rule, when it does not
   */
  public String check(String value) {
    problem(value)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
    return value;
  }

  /**
   * What is wrong with the value, as a sentence with the field and the (shortened) value; empty
   * when nothing is.
   */
  public Optional<String> problem(String value) {
    Optional<String> problem =
        value.isEmpty() || value.length() > lengthMax
            ? Optional.of("must have 1.." + lengthMax + " characters, has " + value.length())
            : shape(value);
    return problem.map(rule -> field + " " + rule + ", was '" + Printable.shortened(value) + "'");
  }

  abstract Optional<String> shape(String value);

  private static Optional<String> kafkaLegal(String value) {
    if (value.equals(".") || value.equals("..")) {
      return Optional.of("must not be '.' or '..'");
    }
    return only(value, "", "letters, digits, '.', '_' and '-'");
  }

  private static Optional<String> only(String value, String extra, String allowed) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (!isPlain(c) && extra.indexOf(c) < 0) {
        return Optional.of("must consist of " + allowed);
      }
    }
    return Optional.empty();
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '-';
  }

  // A lone surrogate has no UTF-8 form: it would come back as another text.
  private static Optional<String> text(String value) {
    boolean isPlainText =
        value
            .codePoints()
            .noneMatch(
                c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    return isPlainText
        ? Optional.empty()
        : Optional.of("must not contain control characters or broken surrogates");
  }
}
