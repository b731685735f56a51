package io.surety.connectors.worker;

import io.surety.connectors.tables.ArchiveTables;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Connect worker with one connector, which is started again when it fails. Arguments: the
 * properties file of a standalone worker, and that of the connector.
 *
 * <p>It says {@code RUNNING} once the connector's tasks run, and ends when its standard input does,
 * so that it never outlives who started it. It also removes what is older than {@value #KEEP_DAYS}
 * (a property of the worker's file; nothing by default) from the archive, once a day.
 */
public final class ArchiveWorkerMain {
  /** Days that finished messages are kept. */
  static final String KEEP_DAYS = "surety.archive.keep.days";

  private static final Logger LOG = LoggerFactory.getLogger(ArchiveWorkerMain.class);
  private static final long LOOK_MS = 500;

  private ArchiveWorkerMain() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("Usage: ArchiveWorkerMain worker.properties connector.properties");
      System.exit(2);
    }
    Map<String, String> settings = read(Path.of(arguments[0]));
    Map<String, String> connector = read(Path.of(arguments[1]));
    ConnectWorker worker = ConnectWorker.start(settings);
    // Ctrl-C reaches the whole group of processes: the parent says when to end.
    ScheduledExecutorService watch = Executors.newScheduledThreadPool(2, ArchiveWorkerMain::daemon);
    worker.put(connector);
    supervise(worker, connector.getOrDefault("name", ""), watch);
    maintainDaily(settings, connector, watch);
    while (System.in.read() >= 0) {
      // Until the pipe closes.
    }
    watch.shutdownNow();
    worker.close();
    System.exit(0);
  }

  private static void supervise(ConnectWorker worker, String name, ScheduledExecutorService watch) {
    Supervisor supervisor = new Supervisor(worker, name);
    boolean[] isSaid = {false};
    watch.scheduleWithFixedDelay(
        () -> {
          try {
            if (!isSaid[0] && worker.isRunning(name)) {
              isSaid[0] = true;
              System.out.println("RUNNING");
            }
            supervisor.look(System.nanoTime());
          } catch (RuntimeException e) {
            LOG.warn("Could not look after {}", name, e);
          }
        },
        0,
        LOOK_MS,
        TimeUnit.MILLISECONDS);
  }

  private static void maintainDaily(
      Map<String, String> settings, Map<String, String> connector, ScheduledExecutorService watch) {
    Optional<Duration> keepFor =
        Optional.ofNullable(settings.get(KEEP_DAYS)).map(Long::valueOf).map(Duration::ofDays);
    watch.scheduleWithFixedDelay(
        () -> {
          try (Connection connection =
              DriverManager.getConnection(
                  connector.getOrDefault("connection.url", ""),
                  connector.get("connection.username"),
                  connector.get("connection.password"))) {
            ArchiveTables.maintain(connection, keepFor);
          } catch (SQLException e) {
            LOG.warn("The tables could not be maintained, which is tried again tomorrow", e);
          }
        },
        1,
        TimeUnit.DAYS.toMinutes(1),
        TimeUnit.MINUTES);
  }

  private static Map<String, String> read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(text);
    }
    Map<String, String> settings = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
    return settings;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "surety-archive-watch");
    thread.setDaemon(true);
    return thread;
  }
}
