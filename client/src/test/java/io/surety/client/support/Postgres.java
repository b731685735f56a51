package io.surety.client.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;

/** A PostgreSQL server of one's own, which can be stopped and started again with its data. */
public final class Postgres implements AutoCloseable {
  private final EmbeddedPostgres server;

  private Postgres(EmbeddedPostgres server) {
    this.server = server;
  }

  /**
   * Starts it.
   *
   * @param port 0 for any free one
   */
  public static Postgres start(Path directory, int port) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(directory.resolveSibling("binaries").toFile())
            .setDataDirectory(directory)
            .setCleanDataDirectory(false);
    return new Postgres((port == 0 ? builder : builder.setPort(port)).start());
  }

  public int port() {
    return server.getPort();
  }

  public String url() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
