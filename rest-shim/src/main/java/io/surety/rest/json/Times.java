package io.surety.rest.json;

import io.surety.lifecycle.Message;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Times on both sides: RFC 3339 with milliseconds in JSON, epoch ms inside. */
public final class Times {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

  private Times() {}

  /** As text; empty for 0 and {@link Message#NEVER}, which stand for no time. */
  public static Optional<String> format(long epochMs) {
    if (epochMs <= 0) {
      return Optional.empty();
    }
    Instant time = Instant.ofEpochMilli(epochMs);
    return time.isBefore(END) ? Optional.of(FORMAT.format(time)) : Optional.empty();
  }

  /** As epoch ms; empty if it is no time from 1970 to 9998 with an offset. */
  public static Optional<Long> parse(String text) {
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      boolean isUsable = !time.isBefore(Instant.EPOCH) && time.isBefore(END);
      return isUsable ? Optional.of(time.toEpochMilli()) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
