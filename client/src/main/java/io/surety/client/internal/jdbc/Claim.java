package io.surety.client.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Claims rows for one instance, so that the order of each business key is kept although others
 * claim at the same time.
 *
 * <p>Skipping what others have locked would let a later row of a key overtake the one they are
 * sending. So the waiting rows are looked at without a lock first, in order; then locked, as far as
 * they can be; and of each key only those count that have no unlocked row of the key before them:
 *
 * <pre>
 *   seen     1:a  2:b  3:a  4:c  5:b  6:a
 *   locked   -    2         4    5            another instance is sending 1
 *   claimed       2:b       4:c  5:b          3 and 6 must wait for 1
 * </pre>
 *
 * A row is seen until its deletion is committed, after it was acknowledged; so whoever does not see
 * it any more cannot overtake it. When all of the first rows belong to others, the next ones are
 * looked at.
 */
final class Claim {
  private static final int WINDOWS_MAX = 20;

  private final OutboxTable table;
  private final int rowsMax;
  private final long bytesMax;

  /**
   * @param rowsMax rows to claim at most
   * @param bytesMax payload bytes to claim at most, unless one row alone has more
   */
  Claim(OutboxTable table, int rowsMax, long bytesMax) {
    this.table = table;
    this.rowsMax = rowsMax;
    this.bytesMax = bytesMax;
  }

  /** The rows to send, in order, locked until the transaction ends. */
  List<OutboxRow> rows(Connection connection) throws SQLException {
    List<OutboxRow> claimed = new ArrayList<>();
    Set<String> held = new HashSet<>();
    long bytesLeft = bytesMax;
    long after = Long.MIN_VALUE;
    for (int window = 0; window < WINDOWS_MAX && claimed.size() < rowsMax; window++) {
      List<Candidate> seen = table.candidates(connection, after, rowsMax);
      List<Candidate> wanted = new ArrayList<>();
      for (Candidate row : seen) {
        if (isFree(row, held)) {
          int rows = claimed.size() + wanted.size();
          if (rows == rowsMax || (rows > 0 && row.bytes() > bytesLeft)) {
            // Nothing behind a row that there is no room for: it might be of the same key.
            take(connection, wanted, held, claimed);
            return claimed;
          }
          wanted.add(row);
          bytesLeft -= row.bytes();
        }
      }
      take(connection, wanted, held, claimed);
      if (seen.size() < rowsMax) {
        return claimed;
      }
      after = seen.get(seen.size() - 1).seq();
    }
    return claimed;
  }

  /**
   * The first row of each key is locked before the others, so that rows are not kept from another
   * instance that has the ones before them.
   */
  private void take(
      Connection connection, List<Candidate> wanted, Set<String> held, List<OutboxRow> claimed)
      throws SQLException {
    Set<String> keys = new HashSet<>();
    List<Candidate> first =
        wanted.stream().filter(row -> row.businessKey().map(keys::add).orElse(true)).toList();
    Map<Long, OutboxRow> locked = lock(connection, first, held);
    List<Candidate> later = new ArrayList<>(wanted);
    later.removeAll(Set.copyOf(first));
    later.removeIf(row -> !isFree(row, held));
    locked.putAll(lock(connection, later, held));
    for (Candidate row : wanted) {
      OutboxRow mine = locked.get(row.seq());
      if (mine != null) {
        claimed.add(mine);
      }
    }
  }

  /** Those up to the first of each key that is not to be had. */
  private Map<Long, OutboxRow> lock(Connection connection, List<Candidate> wanted, Set<String> held)
      throws SQLException {
    Map<Long, OutboxRow> locked =
        table.lock(connection, wanted.stream().map(Candidate::seq).toList());
    for (Candidate row : wanted) {
      if (!locked.containsKey(row.seq())) {
        row.businessKey().ifPresent(held::add);
      } else if (!isFree(row, held)) {
        locked.remove(row.seq());
      }
    }
    return locked;
  }

  private static boolean isFree(Candidate row, Set<String> held) {
    return row.businessKey().filter(held::contains).isEmpty();
  }
}
