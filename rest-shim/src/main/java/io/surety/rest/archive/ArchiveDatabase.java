package io.surety.rest.archive;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A few connections to the archive, opened when they are needed. Everything is bounded:
 * connections, who waits for one, and how long a question takes; so that a database that is away or
 * slow holds up few requests, and those not for long. Thread-safe.
 */
final class ArchiveDatabase implements AutoCloseable {
  private static final int WAITING_PER_CONNECTION = 4;
  private static final long AWAY_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final ArchiveConfig config;
  private final Semaphore connections;
  private final Semaphore questions;
  private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
  private volatile long awayUntil = System.nanoTime();
  private volatile boolean isClosed;

  ArchiveDatabase(ArchiveConfig config) {
    this.config = config;
    this.connections = new Semaphore(config.connectionsMax());
    this.questions = new Semaphore(config.connectionsMax() * WAITING_PER_CONNECTION);
  }

  /** A question to the database. */
  interface Question<T> {
    T ask(Connection connection) throws SQLException;
  }

  /**
   * Asks.
   *
   * @throws ArchiveAwayException when the database does not answer in time, or too many ask
   */
  <T> T ask(Question<T> question) {
    if (!questions.tryAcquire()) {
      throw new ArchiveAwayException("too many questions are waiting for it", null);
    }
    try {
      return withConnection(question);
    } finally {
      questions.release();
    }
  }

  private <T> T withConnection(Question<T> question) {
    try {
      if (!connections.tryAcquire(config.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new ArchiveAwayException("no connection became free in time", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ArchiveAwayException("interrupted", e);
    }
    try {
      return askOnce(question);
    } finally {
      connections.release();
    }
  }

  /** A connection that was idle may have died meanwhile; a new one is then tried, once. */
  private <T> T askOnce(Question<T> question) {
    long started = System.nanoTime();
    @Nullable Connection known = idle.pollFirst();
    if (known != null) {
      try {
        return answer(known, question);
      } catch (SQLException e) {
        close(known);
        if (isTimeout(e) || System.nanoTime() - started > config.timeout().toNanos()) {
          throw new ArchiveAwayException(String.valueOf(e.getMessage()), e);
        }
      }
    }
    Connection fresh = open();
    try {
      return answer(fresh, question);
    } catch (SQLException e) {
      close(fresh);
      throw new ArchiveAwayException(String.valueOf(e.getMessage()), e);
    }
  }

  private <T> T answer(Connection connection, Question<T> question) throws SQLException {
    T answer = question.ask(connection);
    if (isClosed) {
      close(connection);
    } else {
      idle.addFirst(connection);
    }
    return answer;
  }

  /** Whoever comes while it is known to be away is told so at once. */
  private Connection open() {
    if (System.nanoTime() - awayUntil < 0) {
      throw new ArchiveAwayException("it did not answer a moment ago", null);
    }
    Properties properties = new Properties();
    properties.setProperty("user", config.user());
    if (!config.password().isEmpty()) {
      properties.setProperty("password", config.password());
    }
    long seconds = Math.max(1, config.timeout().toSeconds());
    properties.setProperty("ApplicationName", "surety-rest");
    properties.setProperty("connectTimeout", String.valueOf(seconds));
    properties.setProperty("loginTimeout", String.valueOf(seconds));
    properties.setProperty("socketTimeout", String.valueOf(seconds + 1));
    properties.setProperty("readOnly", "true");
    try {
      Connection connection = DriverManager.getConnection(config.url(), properties);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET statement_timeout = " + config.timeout().toMillis());
      }
      return connection;
    } catch (SQLException e) {
      awayUntil = System.nanoTime() + AWAY_PAUSE_NANOS;
      throw new ArchiveAwayException(String.valueOf(e.getMessage()), e);
    }
  }

  /** 57014: the statement took too long, which it would once more. */
  private static boolean isTimeout(SQLException e) {
    return "57014".equals(e.getSQLState());
  }

  @Override
  public void close() {
    isClosed = true;
    for (Connection one = idle.pollFirst(); one != null; one = idle.pollFirst()) {
      close(one);
    }
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // It is of no use any more either way.
    }
  }
}
