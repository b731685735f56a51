package io.surety.cli;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code 2026-11-22T08:00:00Z}, or how long ago: {@code 1h}. */
public final class TimeConverter implements ITypeConverter<Instant> {
  /** Made by picocli. */
  public TimeConverter() {}

  @Override
  public Instant convert(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException notATime) {
      try {
        return Instant.now().minus(new DurationConverter().convert(text));
      } catch (TypeConversionException e) {
        throw new TypeConversionException(
            "'"
                + text
                + "' is no time; write it as in 2026-11-22T08:00:00Z, or 1h for an hour ago");
      }
    }
  }
}
