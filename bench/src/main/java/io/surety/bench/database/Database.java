package io.surety.bench.database;

import io.surety.bench.lab.Lab;
import io.surety.bench.lab.LabException;
import io.surety.bench.lab.Ports;
import io.surety.bench.lab.Usage;
import io.surety.connectors.postgres.EmbeddedPostgres;
import io.surety.connectors.postgres.PostgresException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL for one session, in processes of its own. Thread-safe. */
public final class Database implements AutoCloseable {
  /** Ample memory and log, and tables that are a queue are vacuumed as such. */
  private static final List<String> SETTINGS =
      List.of(
          "shared_buffers=512MB",
          "max_wal_size=4GB",
          "max_connections=100",
          "checkpoint_timeout=15min",
          "autovacuum_naptime=5s",
          "autovacuum_vacuum_scale_factor=0.05",
          "autovacuum_vacuum_cost_delay=0",
          "jit=off");

  /** As durable as a Kafka broker by itself: what the operating system has not written is lost. */
  private static final List<String> UNSYNCED =
      List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off");

  private final EmbeddedPostgres postgres;

  private Database(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /**
   * Starts one.
   *
   * @param name of the directory of its data
   * @param isSynced whether a commit waits for the disk
   * @throws LabException if there is none for this machine, or it does not start
   */
  public static Database start(Lab lab, String name, boolean isSynced) {
    List<String> settings = new ArrayList<>(SETTINGS);
    if (!isSynced) {
      settings.addAll(UNSYNCED);
    }
    try {
      return new Database(
          EmbeddedPostgres.start(
              lab.directory(name).resolve("postgres"),
              Ports.free(),
              settings.toArray(String[]::new)));
    } catch (PostgresException e) {
      throw new LabException(
          "no PostgreSQL: "
              + e.getMessage()
              + ". It is among the libraries of a checkout (./surety bench), on Linux on x86-64",
          e);
    }
  }

  /** Where it is; rows of one batch are inserted by one statement. */
  public String url() {
    return postgres.jdbcUrl() + "?reWriteBatchedInserts=true";
  }

  /** Its user, who may do everything. */
  public String user() {
    return EmbeddedPostgres.USER;
  }

  /** The password of its user. */
  public String password() {
    return postgres.password();
  }

  /** A new connection, in which a transaction begins by itself. */
  public Connection connect() throws SQLException {
    return connect(url(), user(), password());
  }

  /** The same, for a pool. */
  public DataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url());
    source.setUser(user());
    source.setPassword(password());
    return source;
  }

  static Connection connect(String url, String user, String password) throws SQLException {
    Connection connection = DriverManager.getConnection(url, user, password);
    connection.setAutoCommit(false);
    return connection;
  }

  /** Runs statements, one after the other. */
  public void run(String... statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
      connection.commit();
    } catch (SQLException e) {
      throw new LabException("PostgreSQL refused: " + e.getMessage(), e);
    }
  }

  /** What all of its processes use together. */
  public Usage usage() {
    return Usage.ofFamily("postgres", postgres.process());
  }

  @Override
  public void close() {
    postgres.close();
  }
}
