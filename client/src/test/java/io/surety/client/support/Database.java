package io.surety.client.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database for tests, empty when it is made.
 *
 * <p>PostgreSQL is one server a JVM, with a database for each that is asked for. H2 lies in memory.
 * MariaDB or MySQL take part when the system property {@code surety.test.mariadb.url} is set: to
 * the JDBC URL of a server where the user may create databases, or to {@code local}, which starts
 * the one that is installed. The profile {@code mariadb} sets it, and brings the driver.
 */
public final class Database {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Optional<String> MARIADB =
      Optional.ofNullable(System.getProperty("surety.test.mariadb.url"));

  private final String name;
  private final String url;
  private final DataSource dataSource;

  private Database(String name, String url, DataSource dataSource) {
    this.name = name;
    this.url = url;
    this.dataSource = dataSource;
  }

  /** One of each kind, for tests with {@code @MethodSource}. */
  public static Stream<Database> all() {
    List<Database> all = new ArrayList<>(List.of(postgres(), h2()));
    MARIADB.ifPresent(server -> all.add(mariadb(server)));
    return all.stream();
  }

  public static Database postgres() {
    String database = "t" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
    run(Shared.POSTGRES.getPostgresDatabase(), "CREATE DATABASE " + database);
    return postgres(Shared.POSTGRES.getJdbcUrl("postgres", database));
  }

  /** The database at this URL, which exists. */
  public static Database postgres(String url) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    return new Database("PostgreSQL", url, source);
  }

  public static Database h2() {
    String url = "jdbc:h2:mem:t" + NUMBER.incrementAndGet() + ";DB_CLOSE_DELAY=-1";
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(url);
    source.setUser("sa");
    return new Database("H2", url, source);
  }

  private static Database mariadb(String server) {
    String database = "t" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
    String url = server.equals("local") ? Local.MARIADB : server;
    return mariadb(url, database);
  }

  private static Database mariadb(String server, String database) {
    run(new UrlDataSource(server), "CREATE DATABASE " + database);
    String url = server.replaceFirst("^(jdbc:\\w+://[^/?]+)/?[^?]*", "$1/" + database);
    return new Database("MariaDB", url, new UrlDataSource(url));
  }

  public DataSource dataSource() {
    return dataSource;
  }

  /** For another process. */
  public String url() {
    return url;
  }

  public boolean isPostgres() {
    return name.equals("PostgreSQL");
  }

  /** A connection in a transaction. */
  public Connection begin() throws SQLException {
    Connection connection = dataSource.getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  public void run(String sql) {
    run(dataSource, sql);
  }

  /** The first column of all rows, as text. */
  public List<String> column(String query) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }

  /** The number that a query has as its only value. */
  public long number(String query) {
    return Long.parseLong(column(query).get(0));
  }

  private static void run(DataSource dataSource, String sql) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public String toString() {
    return name;
  }

  private static final class Local {
    static final String MARIADB = MariaDb.start();
  }

  private static final class Shared {
    static final EmbeddedPostgres POSTGRES = start();

    static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres postgres =
            EmbeddedPostgres.builder().setServerConfig("max_connections", "300").start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(postgres), "postgres-close"));
        return postgres;
      } catch (IOException e) {
        throw new IllegalStateException("cannot start PostgreSQL", e);
      }
    }

    static void close(EmbeddedPostgres postgres) {
      try {
        postgres.close();
      } catch (IOException e) {
        throw new IllegalStateException("cannot stop PostgreSQL", e);
      }
    }
  }
}
