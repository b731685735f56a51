package io.surety.acceptance.proof;

import io.surety.client.jdbc.LocalTables;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A PostgreSQL server, with one database for each service. */
final class Databases implements AutoCloseable {
  /** The database of the order service. */
  static final String SHOP = "shop";

  /** The consumer groups, each with a database of this name. */
  static final List<String> GROUPS = List.of("billing", "stock");

  private final EmbeddedPostgres server;
  private final Map<String, Sql> all = new HashMap<>();

  private Databases(EmbeddedPostgres server) {
    this.server = server;
  }

  static Databases start() throws IOException, SQLException {
    Databases databases =
        new Databases(EmbeddedPostgres.builder().setServerConfig("max_connections", "300").start());
    databases.create(
        SHOP,
        "CREATE TABLE started (mode TEXT, n INT, PRIMARY KEY (mode, n))",
        "CREATE TABLE orders (message_id TEXT PRIMARY KEY, mode TEXT, state TEXT)",
        "CREATE TABLE refused (message_id TEXT, mode TEXT, type TEXT, text TEXT)",
        "CREATE TABLE asked (message_id TEXT PRIMARY KEY)");
    for (String group : GROUPS) {
      // Nothing unique: an effect that comes twice must be seen.
      databases.create(group, "CREATE TABLE effect (message_id TEXT, attempt INT)");
    }
    return databases;
  }

  private void create(String name, String... tables) throws SQLException {
    Sql.at(server.getJdbcUrl("postgres", "postgres")).run("CREATE DATABASE " + name);
    Sql database = Sql.at(url(name));
    for (String table : tables) {
      database.run(table);
    }
    LocalTables.defaults().create(database.dataSource());
    all.put(name, database);
  }

  String url(String name) {
    return server.getJdbcUrl("postgres", name);
  }

  Sql shop() {
    return all.get(SHOP);
  }

  Sql of(String group) {
    return all.get(group);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
