package io.surety.bench.database;

/** The same with a transaction for each message, as applications have them. */
public final class SingleDatabaseRunner extends DatabaseRunner {
  /** For the service loader. */
  public SingleDatabaseRunner() {
    super("database-single", true, 1);
  }
}
