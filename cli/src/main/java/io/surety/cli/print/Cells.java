package io.surety.cli.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** Values as they stand in a table. */
public final class Cells {
  private static final int TEXT_MAX = 60;
  private static final int SECONDS = "2026-11-22T08:00:00".length();
  private static final String NOTHING = "-";

  private Cells() {}

  /** A text; {@code -} where there is none. */
  public static String text(JsonNode item, String pointer) {
    JsonNode node = item.at(pointer);
    return node.isMissingNode() || node.isNull() || node.asText().isEmpty()
        ? NOTHING
        : node.asText();
  }

  /** The same, cut to a length that leaves room for others. */
  public static String shortText(JsonNode item, String pointer) {
    String text = text(item, pointer);
    return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX - 1) + "…";
  }

  /** A time to the second. */
  public static String time(JsonNode item, String pointer) {
    String text = text(item, pointer);
    return text.length() > SECONDS ? text.substring(0, SECONDS) + "Z" : text;
  }

  /** A time within a day, to the millisecond. */
  public static String exactTime(JsonNode item, String pointer) {
    return text(item, pointer).replace('T', ' ').replace("Z", "");
  }

  /** How long ago, in words, of a member in milliseconds. */
  public static String age(JsonNode item, String pointer) {
    JsonNode node = item.at(pointer);
    return node.isNumber() ? duration(Duration.ofMillis(node.asLong())) : NOTHING;
  }

  /** Two units at most: {@code 3m 20s}. */
  public static String duration(Duration duration) {
    if (duration.toMillis() < 1_000) {
      return duration.toMillis() + "ms";
    }
    if (duration.toDays() > 0) {
      return duration.toDays() + "d " + duration.toHoursPart() + "h";
    }
    if (duration.toHours() > 0) {
      return duration.toHours() + "h " + duration.toMinutesPart() + "m";
    }
    if (duration.toMinutes() > 0) {
      return duration.toMinutes() + "m " + duration.toSecondsPart() + "s";
    }
    return duration.toSeconds() + "s";
  }

  /** Nothing that comes from outside may steer the terminal, or look like another line. */
  static String harmless(String text) {
    StringBuilder harmless = new StringBuilder(text.length());
    text.codePoints().forEach(point -> harmless.appendCodePoint(isShown(point) ? point : '?'));
    return harmless.toString();
  }

  private static boolean isShown(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
