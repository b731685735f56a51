package io.surety.client.jdbc;

import io.surety.client.StartException;
import io.surety.client.internal.jdbc.LocalTable;
import io.surety.client.internal.jdbc.SqlFile;
import io.surety.client.internal.jdbc.TableCheck;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Where outbox, barrier and inbox lie in the application's database: by default in the tables
 * {@code surety_outbox}, {@code surety_barrier} and {@code surety_inbox} of the connection's own
 * schema.
 *
 * <pre>{@code
 * LocalTables tables = LocalTables.defaults().inSchema("messaging").withPrefix("shop_");
 * }</pre>
 *
 * <p>The tables are the application's: create them with its other migrations, from the {@linkplain
 * Dialect#sqlFile() SQL file} of the dialect, or ask for them with {@link #create}. Nothing is ever
 * created without being asked for.
 *
 * <p>Immutable: each method returns a changed copy.
 */
public final class LocalTables {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final int NAME_CHARS_MAX = 32;

  private final Optional<String> schema;
  private final String prefix;
  private final Optional<Dialect> dialect;

  private LocalTables(Optional<String> schema, String prefix, Optional<Dialect> dialect) {
    this.schema = schema;
    this.prefix = prefix;
    this.dialect = dialect;
  }

  /** {@code surety_…} in the connection's own schema; the dialect is asked of the database. */
  public static LocalTables defaults() {
    return new LocalTables(Optional.empty(), "surety_", Optional.empty());
  }

  /**
   * In this schema (with MySQL and MariaDB: in this database).
   *
   * @param value 1..32 letters, digits and {@code _}; not quoted in the SQL
   * @throws IllegalArgumentException when it is not legal
   */
  public LocalTables inSchema(String value) {
    return new LocalTables(Optional.of(legal("schema", value)), prefix, dialect);
  }

  /**
   * With names that start so, for two sets of tables in one schema.
   *
   * @param value 1..32 letters, digits and {@code _}; not quoted in the SQL
   * @throws IllegalArgumentException when it is not legal
   */
  public LocalTables withPrefix(String value) {
    return new LocalTables(schema, legal("prefix", value), dialect);
  }

  /** With the SQL of this dialect, whatever the driver says that the database is. */
  public LocalTables withDialect(Dialect value) {
    return new LocalTables(schema, prefix, Optional.of(value));
  }

  /** The name of the outbox in SQL, with the schema if one was given. */
  public String outbox() {
    return name(LocalTable.OUTBOX);
  }

  /** The name of the barrier in SQL, with the schema if one was given. */
  public String barrier() {
    return name(LocalTable.BARRIER);
  }

  /** The name of the inbox in SQL, with the schema if one was given. */
  public String inbox() {
    return name(LocalTable.INBOX);
  }

  /**
   * The dialect that was given, or else that of the database.
   *
   * @throws IllegalArgumentException when the database is not known
   */
  public Dialect dialect(Connection connection) throws SQLException {
    return dialect.isPresent() ? dialect.get() : Dialect.of(connection);
  }

  /**
   * Creates those tables that are not there, with their indexes. Any number of instances may do so
   * at the same time. The schema must exist. A table that exists is not changed; whoever uses it
   * checks that it has the columns it needs.
   *
   * @throws SQLException when the database refuses, for example because the user may not create
   *     tables
   */
  public void create(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      SqlFile.of(dialect(connection)).run(connection, schema, prefix);
    }
  }

  /**
   * The SQL that {@link #create} runs, for a migration: the file of the dialect with these names.
   */
  public String sql(Dialect ofDatabase) {
    return SqlFile.of(ofDatabase).text(schema, prefix);
  }

  /**
   * Returns when the outbox is there and has the columns and the primary key that it needs.
   *
   * @throws StartException naming the table, what is wrong with it, and the SQL file
   */
  public void checkOutbox(DataSource dataSource) throws SQLException {
    check(LocalTable.OUTBOX, dataSource);
  }

  /** As {@link #checkOutbox}, of the barrier. */
  public void checkBarrier(DataSource dataSource) throws SQLException {
    check(LocalTable.BARRIER, dataSource);
  }

  /** As {@link #checkOutbox}, of the inbox. */
  public void checkInbox(DataSource dataSource) throws SQLException {
    check(LocalTable.INBOX, dataSource);
  }

  private void check(LocalTable table, DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      new TableCheck(connection, dialect(connection), schema).check(table, name(table));
    }
  }

  private String name(LocalTable table) {
    String plain = prefix + table.suffix();
    return schema.map(value -> value + "." + plain).orElse(plain);
  }

  private static String legal(String what, String value) {
    if (value.length() > NAME_CHARS_MAX || !NAME.matcher(value).matches()) {
      throw new IllegalArgumentException(
          what
              + " must be 1.."
              + NAME_CHARS_MAX
              + " letters, digits and '_', not starting with a digit, was '"
              + value
              + "'");
    }
    return value;
  }

  @Override
  public String toString() {
    return outbox() + ", " + barrier() + ", " + inbox();
  }
}
