package io.surety.connectors.tables;

import static io.surety.connectors.support.Database.execute;
import static io.surety.connectors.support.Database.number;
import static io.surety.connectors.support.Database.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.connectors.postgres.EmbeddedPostgres;
import io.surety.connectors.support.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the tables see to, whoever writes them. */
class ArchiveTablesTest {
  private static final String T0 = "2026-11-22T08:00:00Z";
  private static final String T1 = "2026-11-23T08:00:00Z";
  private static final String ALL =
      "SELECT message_id, revision, status FROM message_archive ORDER BY message_id, began_at";

  private EmbeddedPostgres postgres;

  @BeforeEach
  void empty() throws SQLException {
    postgres = Database.empty();
  }

  @Test
  void canBeInstalledAgain() throws SQLException {
    upsert("m1", T0, T0, 1, "COMPLETED", "billing");

    try (Connection connection = postgres.connect()) {
      ArchiveTables.install(connection);
    }

    assertThat(rows(postgres, ALL)).containsExactly("m1|1|COMPLETED");
  }

  @Test
  void theHighestRevisionStaysWhateverTheOrder() throws SQLException {
    for (int revision : List.of(2, 1, 3, 2, 3, 1)) {
      upsert("m1", T0, T0, revision, "STATUS_" + revision, "group-" + revision);
    }

    assertThat(rows(postgres, ALL)).containsExactly("m1|3|STATUS_3");
    assertThat(rows(postgres, "SELECT consumer_group FROM delivery_archive"))
        .containsExactly("group-3");
  }

  @Test
  void theSameAgainWritesNothing() throws SQLException {
    upsert("m1", T0, T0, 1, "COMPLETED", "billing");
    String version = "SELECT xmin FROM message_archive UNION ALL SELECT xmin FROM delivery_archive";
    List<String> before = rows(postgres, version);

    upsert("m1", T0, T0, 1, "COMPLETED", "billing");

    assertThat(rows(postgres, version)).isEqualTo(before);
  }

  @Test
  void whatIsPreparedAfterItWasGivenUpStaysOneRow() throws SQLException {
    upsert("m1", T0, null, 1, "DEAD_LETTERED", null);
    upsert("m1", T1, T1, 2, "COMPLETED", "billing");
    upsert("m1", T0, null, 1, "DEAD_LETTERED", null);

    assertThat(rows(postgres, ALL)).containsExactly("m1|2|COMPLETED");
  }

  @Test
  void givenUpTwiceWithoutPrepareStaysOneRow() throws SQLException {
    upsert("m1", T0, null, 1, "DEAD_LETTERED", "early");
    upsert("m1", T1, null, 2, "DEAD_LETTERED", "early");
    upsert("m1", T0, null, 1, "DEAD_LETTERED", "early");

    assertThat(rows(postgres, ALL)).containsExactly("m1|2|DEAD_LETTERED");
    assertThat(number(postgres, "SELECT count(*) FROM delivery_archive")).isOne();
  }

  @Test
  void anIdThatIsUsedAgainIsAnotherMessage() throws SQLException {
    upsert("m1", T0, T0, 2, "COMPLETED", "billing");
    upsert("m1", T1, T1, 1, "CANCELLED", null);

    assertThat(rows(postgres, ALL)).containsExactly("m1|2|COMPLETED", "m1|1|CANCELLED");
  }

  @Test
  void aMonthHasItsPartitionsAndTheRestIsTakenAllTheSame() throws SQLException {
    String now = rows(postgres, "SELECT to_char(now(), '\"y\"YYYY\"m\"MM')").get(0);
    upsertNow("m1");
    upsert("m2", "1999-01-01T00:00:00Z", "1999-01-01T00:00:00Z", 1, "COMPLETED", "billing");

    assertThat(
            rows(postgres, "SELECT tableoid::regclass, message_id FROM message_archive ORDER BY 2"))
        .containsExactly("message_archive_" + now + "|m1", "message_archive_rest|m2");
  }

  @Test
  void retentionRemovesWhatFinishedTooLongAgoAndOnlyThat() throws SQLException {
    execute(postgres, "CALL surety_archive_month('2020-01-15')");
    execute(postgres, "CALL surety_archive_month('2020-02-15')");
    // A whole month, a month in which one finished only now, and rows that belong to no month.
    upsert("old", "2020-01-10T00:00:00Z", "2020-01-10T00:00:00Z", 1, "COMPLETED", "billing");
    upsert("old-2", "2020-02-10T00:00:00Z", "2020-02-10T00:00:00Z", 1, "COMPLETED", "billing");
    upsert("slow", "2020-02-11T00:00:00Z", "2020-02-11T00:00:00Z", 1, "COMPLETED", "billing");
    execute(
        postgres,
        "UPDATE message_archive SET revision = 2, finished_at = now() WHERE message_id = 'slow'");
    upsert("rest", "1999-01-01T00:00:00Z", "1999-01-01T00:00:00Z", 1, "COMPLETED", "billing");
    upsertNow("new");

    try (Connection connection = postgres.connect()) {
      ArchiveTables.maintain(connection, Optional.of(Duration.ofDays(365)));
    }

    assertThat(rows(postgres, ALL)).containsExactly("new|1|COMPLETED", "slow|2|COMPLETED");
    assertThat(rows(postgres, "SELECT message_id FROM delivery_archive ORDER BY 1"))
        .containsExactly("new", "slow");
    assertThat(
            rows(
                postgres,
                "SELECT relname FROM pg_class WHERE relname LIKE '%_y2020%' AND relkind = 'r' ORDER"
                    + " BY 1"))
        .containsExactly("delivery_archive_y2020m02", "message_archive_y2020m02");
  }

  private void upsertNow(String id) throws SQLException {
    String now = rows(postgres, "SELECT now()").get(0);
    upsert(id, now, now, 1, "COMPLETED", "billing");
  }

  /** As the sink does it. */
  private void upsert(
      String id, String beganAt, String preparedAt, int revision, String status, String group)
      throws SQLException {
    String deliveries =
        group == null
            ? "[]"
            : "[{\"group\":\""
                + group
                + "\",\"status\":\"CONSUMED\",\"attempts\":1,\"history\":[]}]";
    try (Connection connection = postgres.connect();
        var insert =
            connection.prepareStatement(
                """
                INSERT INTO message_archive (message_id, began_at, prepared_at, revision, status, finished_at,
                  check_backs, check_back_unknowns, deliveries)
                VALUES (?, ?::timestamptz, ?::timestamptz, ?, ?, ?::timestamptz, 0, 0, ?::jsonb)
                ON CONFLICT (message_id, began_at) DO UPDATE SET prepared_at = EXCLUDED.prepared_at,
                  revision = EXCLUDED.revision, status = EXCLUDED.status, finished_at = EXCLUDED.finished_at,
                  deliveries = EXCLUDED.deliveries\
                """)) {
      insert.setString(1, id);
      insert.setString(2, beganAt);
      insert.setString(3, preparedAt);
      insert.setInt(4, revision);
      insert.setString(5, status);
      insert.setString(6, beganAt);
      insert.setString(7, deliveries);
      insert.execute();
    }
  }
}
