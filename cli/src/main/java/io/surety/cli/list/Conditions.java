package io.surety.cli.list;

import io.surety.cli.DurationConverter;
import io.surety.cli.TimeConverter;
import io.surety.cli.http.Query;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which messages; to be mixed in. */
public final class Conditions {
  @Option(names = "--destination", paramLabel = "TOPIC", description = "To this destination.")
  private @Nullable String destination;

  @Option(names = "--producer", paramLabel = "NAME", description = "Of this producer.")
  private @Nullable String producer;

  @Option(names = "--key", paramLabel = "KEY", description = "With this business key.")
  private @Nullable String key;

  @Option(names = "--tag", paramLabel = "FILTER", description = "With such a tag, as in 'eu.#'.")
  private @Nullable String tag;

  @Option(names = "--group", paramLabel = "GROUP", description = "For this consumer group.")
  private @Nullable String group;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "With a delivery that has this reason: rejected, attempts-exhausted, ...")
  private @Nullable String reason;

  @Option(
      names = "--fingerprint",
      paramLabel = "CAUSE",
      description = "With a delivery that failed for this cause; 'surety dead' shows them.")
  private @Nullable String fingerprint;

  @Option(
      names = "--min-attempts",
      paramLabel = "N",
      description = "With a delivery that was tried so often.")
  private @Nullable Integer minAttempts;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Prepared then or later: 1h (ago), or 2026-11-22T08:00:00Z.")
  private @Nullable Instant since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Prepared before.")
  private @Nullable Instant until;

  @Option(
      names = "--older-than",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Prepared at least so long ago.")
  private @Nullable Duration olderThan;

  /** Made by picocli. */
  public Conditions() {}

  /** As REST has them. */
  public Query query() {
    Query query = new Query();
    put(query, "destination", destination);
    put(query, "producer", producer);
    put(query, "key", key);
    put(query, "tag", tag);
    put(query, "group", group);
    put(query, "reason", reason);
    put(query, "fingerprint", fingerprint);
    put(query, "minAttempts", minAttempts);
    put(query, "preparedAfter", since);
    put(query, "preparedBefore", until);
    put(query, "minAgeMs", olderThan == null ? null : olderThan.toMillis());
    return query;
  }

  private static void put(Query query, String name, @Nullable Object value) {
    if (value != null) {
      query.put(name, value);
    }
  }
}
