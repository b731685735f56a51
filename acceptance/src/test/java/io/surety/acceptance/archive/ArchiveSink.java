package io.surety.acceptance.archive;

import io.surety.acceptance.harness.World;
import io.surety.connectors.postgres.EmbeddedPostgres;
import io.surety.connectors.tables.ArchiveTables;
import io.surety.connectors.worker.SinkSettings;
import io.surety.connectors.worker.WorkerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A database with the archive's tables, and a worker that fills them from a world's archive topic.
 */
final class ArchiveSink implements AutoCloseable {
  private final World world;
  private final EmbeddedPostgres postgres;
  private final String name;
  private WorkerProcess worker;

  ArchiveSink(World world) throws IOException, SQLException {
    this.world = world;
    this.name = world.name() + "-archive";
    this.postgres = EmbeddedPostgres.start(world.directory().resolve("postgres"), freePort());
    try (Connection connection = postgres.connect()) {
      ArchiveTables.install(connection);
    }
    world.create(new NewTopic(deadLetterTopic(), 1, (short) 1));
    this.worker = start(name);
  }

  EmbeddedPostgres postgres() {
    return postgres;
  }

  String deadLetterTopic() {
    return world.name() + "-archive-dead-letter";
  }

  /** Kills the worker, as {@code kill -9}, once it has begun to work, and starts another. */
  void kill() throws Exception {
    worker.running().get(World.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    worker.handle().destroyForcibly();
    worker.handle().onExit().get();
    worker = start(name);
  }

  /** Ends the worker, and starts one that reads everything again under another name. */
  void replay(String again) {
    worker.close();
    worker = start(name + again);
  }

  private WorkerProcess start(String connector) {
    Map<String, String> settings =
        new HashMap<>(
            new SinkSettings(
                    world.topics().archive(),
                    deadLetterTopic(),
                    postgres.jdbcUrl(),
                    EmbeddedPostgres.USER,
                    postgres.password())
                .toMap());
    settings.put("name", connector);
    return WorkerProcess.start(
        Path.of(System.getProperty("surety.connectors.home")),
        world.directory().resolve("worker"),
        world.client(),
        settings);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    worker.close();
    postgres.close();
  }
}
