package io.surety.acceptance.proof;

import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares the databases by plain SQL: it knows nothing of Kafka, of Surety, or of what the
 * services meant to do.
 */
final class Checker {
  private final Databases databases;

  Checker(Databases databases) {
    this.databases = databases;
  }

  /**
   * What a group made of the orders of a mode.
   *
   * @param missing committed orders without an effect
   * @param repeated messages with more than one effect
   * @param unwanted effects of orders that are not committed
   */
  record Effects(int once, Set<String> missing, Set<String> repeated, Set<String> unwanted) {
    @Override
    public String toString() {
      return String.format(
          "%d once, %d missing, %d repeated, %d unwanted",
          once, missing.size(), repeated.size(), unwanted.size());
    }
  }

  /**
   * What became of the orders of a mode.
   *
   * @param started orders that were taken
   * @param committed messages of orders that are paid
   * @param effects of each group
   */
  record Findings(long started, int committed, Map<String, Effects> effects) {
    @Override
    public String toString() {
      return String.format("%d orders, %d messages committed; %s", started, committed, effects);
    }
  }

  Findings of(Mode mode) throws SQLException {
    Collection<String> committed =
        databases
            .shop()
            .map(
                "SELECT message_id, state FROM orders WHERE mode = ? AND state = 'PAID'",
                mode.name())
            .keySet();
    Map<String, Effects> effects = new TreeMap<>();
    for (String group : Databases.GROUPS) {
      effects.put(group, effects(mode, group, committed));
    }
    long started =
        databases.shop().number("SELECT count(*) FROM started WHERE mode = ?", mode.name());
    return new Findings(started, committed.size(), effects);
  }

  private Effects effects(Mode mode, String group, Collection<String> committed)
      throws SQLException {
    Map<String, String> counts =
        databases
            .of(group)
            .map(
                "SELECT message_id, count(*) FROM effect WHERE upper(message_id) LIKE ?"
                    + " GROUP BY message_id",
                "%" + mode.name() + "-%");
    Set<String> missing = new TreeSet<>(committed);
    missing.removeAll(counts.keySet());
    Set<String> unwanted = new TreeSet<>(counts.keySet());
    unwanted.removeAll(committed);
    Set<String> repeated = new TreeSet<>(counts.keySet());
    repeated.removeIf(id -> counts.get(id).equals("1"));
    int once = counts.size() - unwanted.size() - repeated.size();
    return new Effects(once, missing, repeated, unwanted);
  }

  /** Rows that wait in the outbox. */
  long waiting() throws SQLException {
    return databases.shop().number("SELECT count(*) FROM surety_outbox");
  }

  /** Orders taken and effects written so far. */
  long progress() throws SQLException {
    long progress = databases.shop().number("SELECT count(*) FROM started");
    for (String group : Databases.GROUPS) {
      progress += databases.of(group).number("SELECT count(*) FROM effect");
    }
    return progress;
  }

  /** How often each type of exception was thrown at somebody who took an order in this mode. */
  Map<String, String> refused(Mode mode) throws SQLException {
    return databases
        .shop()
        .map("SELECT type, count(*) FROM refused WHERE mode = ? GROUP BY type", mode.name());
  }
}
