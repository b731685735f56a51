package io.surety.client.support;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A MariaDB server that is installed on this machine, as a process of its own: with its own data,
 * on a free port of the loopback interface. It ends with the JVM.
 */
final class MariaDb {
  private MariaDb() {}

  /** Starts it; the JDBC URL of a user who may do everything. */
  static String start() {
    try {
      Path directory = Files.createTempDirectory("mariadb");
      String data = "--datadir=" + directory.resolve("data");
      String user = "--user=" + System.getProperty("user.name");
      File log = directory.resolve("log").toFile();
      run(
          log,
          "mariadb-install-db",
          "--no-defaults",
          data,
          user,
          "--auth-root-authentication-method=normal",
          "--skip-test-db");
      int port = freePort();
      Process server =
          process(
                  log,
                  "mariadbd",
                  "--no-defaults",
                  data,
                  user,
                  "--bind-address=127.0.0.1",
                  "--port=" + port,
                  "--socket=mariadb.sock",
                  "--innodb-flush-log-at-trx-commit=0",
                  "--innodb-lock-wait-timeout=50")
              .start();
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> server.destroyForcibly().onExit().join()));
      String url = "jdbc:mariadb://127.0.0.1:" + port + "/?user=root";
      Patience.await("MariaDB answers").until(() -> answers(url, server, log));
      return url;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("cannot start MariaDB; is mariadbd in the PATH?", e);
    }
  }

  private static boolean answers(String url, Process server, File log) {
    if (!server.isAlive()) {
      throw new IllegalStateException("MariaDB ended with " + server.exitValue() + ", see " + log);
    }
    try (Connection connection = new UrlDataSource(url).getConnection()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  private static void run(File log, String... command) throws IOException, InterruptedException {
    int exit = process(log, command).start().waitFor();
    if (exit != 0) {
      throw new IllegalStateException(List.of(command) + " ended with " + exit + ", see " + log);
    }
  }

  private static ProcessBuilder process(File log, String... command) {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
