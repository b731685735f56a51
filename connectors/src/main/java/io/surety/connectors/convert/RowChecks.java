package io.surety.connectors.convert;

import io.surety.schemas.Names;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * What a record must be to become a row. The limits are wider than what the coordinator writes, and
 * narrower than what PostgreSQL takes; so what fails here was not written by a coordinator.
 */
final class RowChecks {
  /** The end of the year 9999, epoch ms: the last time there is. */
  static final long TIME_MAX = 253_402_300_799_999L;

  /** Characters of a text that explains: a note, an error message, a stack trace. */
  static final int TEXT_MAX = 65_536;

  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

  private RowChecks() {}

  static String name(Names rule, Object value) {
    String text = String.valueOf(value);
    rule.problem(text).ifPresent(RowChecks::refuse);
    return text;
  }

  static @Nullable String nameIfGiven(Names rule, @Nullable Object value) {
    return value == null ? null : name(rule, value);
  }

  /** Codes are open, so that new ones pass; their form is not. */
  static String code(String field, Object value) {
    String text = String.valueOf(value);
    if (!CODE.matcher(text).matches()) {
      refuse(field + " must be a code such as COMPLETED");
    }
    return text;
  }

  static @Nullable String codeIfGiven(String field, @Nullable Object value) {
    return value == null ? null : code(field, value);
  }

  static @Nullable String textIfGiven(String field, @Nullable Object value) {
    return value == null ? null : text(field, value);
  }

  /** PostgreSQL stores any text but NUL. */
  static String text(String field, Object value) {
    String text = String.valueOf(value);
    if (text.length() > TEXT_MAX) {
      refuse(field + " must have at most " + TEXT_MAX + " characters, has " + text.length());
    }
    if (text.indexOf('\0') >= 0) {
      refuse(field + " must not contain NUL, which PostgreSQL has no text for");
    }
    return text;
  }

  static long time(String field, Object value) {
    long time = (Long) value;
    if (time < 1 || time > TIME_MAX) {
      refuse(field + " must be 1.." + TIME_MAX + " (the year 9999), epoch ms, was " + time);
    }
    return time;
  }

  static @Nullable Long timeIfGiven(String field, @Nullable Object value) {
    return value == null ? null : time(field, value);
  }

  static int atLeast(String field, Object value, int min) {
    int number = (Integer) value;
    if (number < min) {
      refuse(field + " must be >= " + min + ", was " + number);
    }
    return number;
  }

  /** A group twice would be two rows with one key. */
  static void groupsDiffer(List<GenericRecord> deliveries) {
    long groups =
        deliveries.stream()
            .map(delivery -> String.valueOf(delivery.get("group")))
            .distinct()
            .count();
    if (groups != deliveries.size()) {
      refuse("deliveries must be of different groups");
    }
  }

  /** Names the field and never its content. */
  static void refuse(String why) {
    throw new DataException("INVALID: " + why);
  }
}
