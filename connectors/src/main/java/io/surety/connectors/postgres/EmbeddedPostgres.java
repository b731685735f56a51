package io.surety.connectors.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * A real PostgreSQL on loopback, from a data directory, as durable as it is by default.
 *
 * <pre>{@code
 * try (EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of("data/postgres"), 5433)) {
 *   Connection connection = postgres.connect();
 * }
 * }</pre>
 *
 * <p>It ends with this JVM, however that ends: it is held by a pipe that closes then. For trying
 * out and for tests; Linux on x86-64 only. Thread-safe.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  /** The user that owns everything. */
  public static final String USER = "surety";

  /** The database. */
  public static final String DATABASE = "surety_archive";

  private final PostgresDirectory directory;
  private final int port;
  private final List<String> options;
  private PostgresServer server;

  private EmbeddedPostgres(PostgresDirectory directory, int port, List<String> options) {
    this.directory = directory;
    this.port = port;
    this.options = options;
    this.server = PostgresServer.start(directory, port, options);
  }

  /**
   * Starts it, and returns when it takes connections.
   *
   * @param directory where the programs, the data, the password and the log are kept; made when
   *     missing
   * @param port a free one of loopback
   * @param options further settings, as in {@code "synchronous_commit=off"}
   * @throws PostgresException if it does not start
   */
  public static EmbeddedPostgres start(Path directory, int port, String... options) {
    try {
      PostgresDirectory prepared = PostgresDirectory.prepare(directory);
      EmbeddedPostgres postgres = new EmbeddedPostgres(prepared, port, List.of(options));
      try {
        postgres.createDatabase();
        return postgres;
      } catch (SQLException e) {
        postgres.close();
        throw new PostgresException("The database cannot be created: " + e.getMessage(), e);
      }
    } catch (IOException e) {
      throw new PostgresException("Cannot use " + directory + ": " + e, e);
    }
  }

  /** Where it will be, or is, reached at this port. */
  public static String jdbcUrl(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
  }

  /**
   * The password of a directory; it is made when there is none.
   *
   * @throws PostgresException if it cannot be read or written
   */
  public static String password(Path directory) {
    try {
      return PostgresDirectory.password(directory);
    } catch (IOException e) {
      throw new PostgresException("Cannot use " + directory + ": " + e, e);
    }
  }

  public String jdbcUrl() {
    return jdbcUrl(port);
  }

  public String password() {
    return directory.password();
  }

  public int port() {
    return port;
  }

  /** The process that all of its processes descend from. */
  public synchronized ProcessHandle process() {
    return server.process();
  }

  /** A new connection to the database. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl(), USER, password());
  }

  /** Starts again what was stopped, with the same data at the same port. */
  public synchronized void restart() {
    server.stop();
    server = PostgresServer.start(directory, port, options);
  }

  /** Stops it as an operator would, ending all connections; {@link #restart} starts it again. */
  public synchronized void stop() {
    server.stop();
  }

  /** Stops it within ten seconds. Idempotent. */
  @Override
  public void close() {
    stop();
  }

  private void createDatabase() throws SQLException {
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    try (Connection connection = DriverManager.getConnection(url, USER, password());
        var statement = connection.createStatement();
        var found =
            statement.executeQuery(
                "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
      if (!found.next()) {
        try (var create = connection.createStatement()) {
          create.execute("CREATE DATABASE " + DATABASE);
        }
      }
    }
  }

  /** How long a start or a stop may take. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** True when there is a data directory already. */
  public static boolean isThere(Path directory) {
    return Files.exists(directory.resolve("data/PG_VERSION"));
  }
}
