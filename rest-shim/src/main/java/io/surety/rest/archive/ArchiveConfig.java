package io.surety.rest.archive;

import io.surety.topology.config.Checks;
import io.surety.topology.config.ConfigGroup;
import io.surety.topology.config.Key;
import io.surety.topology.config.Settings;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;

/**
 * Where the archive is.
 *
 * @param url of the database, for JDBC
 * @param user who reads
 * @param password of the user; empty where none is asked
 * @param connectionsMax open at a time
 * @param timeout how long a question may take
 * @param group consumer group of the sink, whose progress tells how far the archive lags
 */
public record ArchiveConfig(
    String url, String user, String password, int connectionsMax, Duration timeout, String group) {
  /** Every key of the archive. */
  public static final ConfigGroup GROUP =
      ConfigGroup.of(
          "Archive",
          "History is read from the database that Kafka Connect fills; see archive.md. Nothing else"
              + " depends on it.");

  static final Key<Optional<String>> URL =
      GROUP.optionalText(
          "surety.archive.url",
          Checks.matching("|jdbc:postgresql:.+", "empty, or jdbc:postgresql://host:port/database"),
          "The archive's PostgreSQL database, for JDBC. Empty: there is no history over REST.");

  static final Key<String> USER =
      GROUP.text(
          "surety.archive.user",
          "surety",
          Checks.matching(".+", "a name"),
          "Who reads the archive; SELECT on its tables is enough.");

  static final Key<Optional<Password>> PASSWORD =
      GROUP.secret("surety.archive.password", "Password of the user. Empty: none is sent.");

  static final Key<Integer> CONNECTIONS_MAX =
      GROUP.number(
          "surety.archive.connections.max",
          4,
          1,
          100,
          "Connections to the database, opened when needed. Larger answers more questions at a"
              + " time; smaller spares the database. Questions beyond four times as many are"
              + " refused.");

  static final Key<Duration> TIMEOUT =
      GROUP.millis(
          "surety.archive.timeout.ms",
          Duration.ofSeconds(3),
          Duration.ofMillis(100),
          Duration.ofMinutes(1),
          "How long a question to the database may take, waiting for a connection included. Larger"
              + " answers rare searches; smaller tells earlier that it does not answer.");

  static final Key<String> CONNECT_GROUP =
      GROUP.text(
          "surety.archive.connect.group",
          "connect-surety-archive",
          Checks.matching("[A-Za-z0-9._-]+", "a consumer group"),
          "Consumer group of the sink: connect- and the connector's name. Its progress tells how"
              + " far the archive lags.");

  /** The keys; empty when there is no archive. */
  public static Optional<ArchiveConfig> of(Settings settings) {
    return settings
        .get(URL)
        .map(
            url ->
                new ArchiveConfig(
                    url,
                    settings.get(USER),
                    settings.get(PASSWORD).map(Password::value).orElse(""),
                    settings.get(CONNECTIONS_MAX),
                    settings.get(TIMEOUT),
                    settings.get(CONNECT_GROUP)));
  }
}
