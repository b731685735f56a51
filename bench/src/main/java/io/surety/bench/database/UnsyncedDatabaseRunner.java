package io.surety.bench.database;

/** The same without waiting for the disk. */
public final class UnsyncedDatabaseRunner extends DatabaseRunner {
  /** For the service loader. */
  public UnsyncedDatabaseRunner() {
    super("database-unsynced", false, BATCH_MAX);
  }
}
