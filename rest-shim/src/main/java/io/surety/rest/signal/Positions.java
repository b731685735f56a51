package io.surety.rest.signal;

import io.surety.schemas.Topics;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Places in the signal topics as they are told to clients: {@code confirm.3.17} is offset 17 of
 * partition 3 of the topic {@code confirm}. Thread-safe.
 */
public final class Positions {
  private static final Pattern TEXT =
      Pattern.compile("([a-z]{1,20})\\.([0-9]{1,9})\\.([0-9]{1,18})");

  private static final long OFFSET_MAX = 999_999_999_999_999_999L;

  private final Topics topics;

  /** Of an installation's topics. */
  public Positions(Topics topics) {
    this.topics = topics;
  }

  /** As text. */
  public String format(LogPosition position) {
    return position.topic().substring(topics.prefix().length())
        + "."
        + position.partition()
        + "."
        + position.offset();
  }

  /** Beyond everything that is in this partition now, or ever will be, as text. */
  public String end(int partition) {
    return format(new LogPosition(topics.confirm(), partition, OFFSET_MAX));
  }

  /** From text; empty if it is no place in a signal topic. */
  public Optional<LogPosition> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches() || !topics.signals().contains(topics.prefix() + parts.group(1))) {
      return Optional.empty();
    }
    return Optional.of(
        new LogPosition(
            topics.prefix() + parts.group(1),
            Integer.parseInt(parts.group(2)),
            Long.parseLong(parts.group(3))));
  }
}
