package io.surety.connectors;

import static io.surety.connectors.support.Database.rows;
import static io.surety.connectors.support.Later.copy;
import static io.surety.connectors.support.Later.framed;
import static io.surety.connectors.support.Later.withFields;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.surety.connectors.postgres.EmbeddedPostgres;
import io.surety.connectors.support.Database;
import io.surety.connectors.support.Records;
import io.surety.connectors.support.Sink;
import io.surety.schemas.Codec;
import io.surety.schemas.avro.Archive;
import io.surety.schemas.registry.RegistryStub;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real worker with the real sink, on a real broker and a real PostgreSQL. */
class SinkTest {
  @TempDir static Path directory;

  private static final RegistryStub REGISTRY = new RegistryStub();
  private static EmbeddedPostgres postgres;
  private static Sink sink;

  private final Codec codec = Codec.bundled();

  @BeforeAll
  static void start() throws Exception {
    postgres = Database.empty();
    sink =
        new Sink(
            "sink-test",
            postgres,
            directory,
            Map.of("value.converter.surety.schema.registry.url", REGISTRY.url()));
  }

  @AfterAll
  static void stop() throws Exception {
    sink.close();
    REGISTRY.close();
  }

  @Test
  void aRecordIsARowOfTypedColumnsWithItsDeliveries() throws Exception {
    sink.write("full", codec.encode(Records.full("full")));

    awaitRows("SELECT message_id FROM message_archive WHERE message_id = 'full'", "full");
    assertThat(
            rows(
                postgres,
                """
                SELECT revision, status, business_key, finished_at - prepared_at, note = E'a "note"\\nof two lines',
                  check_backs, encode(payload, 'hex'), headers -> 0 ->> 'value', check_back_history -> 1 ->> 'answer'
                FROM message_archive WHERE message_id = 'full'\
                """))
        .containsExactly("2|DEAD_LETTERED|42 Größe|00:00:00.009|t|2|0001ff|00-1|CONFIRM");
    assertThat(
            rows(
                postgres,
                """
                SELECT consumer_group, status, attempts, late, resolved, reason, note, error_message, settled_at - dispatched_at
                FROM delivery_archive WHERE message_id = 'full' ORDER BY 1\
                """))
        .containsExactly(
            "audit|CONSUMED|1|t|f|null|null|null|00:00:00.02",
            "billing|DEAD|2|f|t|REJECTED|booked by hand|broken \\ pipe|00:00:00.02");
    assertThat(
            rows(
                postgres,
                "SELECT consumer_group, attempt, outcome, error_type FROM attempt_archive WHERE"
                    + " message_id = 'full'"))
        .containsExactly("billing|1|FAILED|java.io.IOException");
  }

  @Test
  void theHighestRevisionStaysInAnyOrder() throws Exception {
    for (int revision : List.of(1, 3, 2, 3, 1, 2)) {
      Archive record =
          Records.completed("orders~again").setRevision(revision).setNote("r" + revision).build();
      sink.write("orders~again", codec.encode(record));
    }
    sink.write("orders~again", codec.encode(Records.completed("orders~last").build()));

    awaitRows(
        "SELECT message_id FROM message_archive WHERE message_id = 'orders~last'", "orders~last");
    assertThat(
            rows(
                postgres,
                "SELECT revision, note FROM message_archive WHERE message_id = 'orders~again'"))
        .containsExactly("3|r3");
  }

  @Test
  void poisonIsSetAsideAndTheRestGoesOn() throws Exception {
    int before = sink.deadLetters().size();
    sink.write("good-1", codec.encode(Records.completed("good-1").build()));
    sink.write("bad-1", new byte[] {1, 2, 3});
    sink.write("bad-2", codec.encode(Records.completed("bad-2").setNote("a\0b").build()));
    sink.write("bad-3", codec.encode(Records.completed("bad-3").setTag("t".repeat(300)).build()));
    sink.write("bad-4", null);
    sink.write("good-2", codec.encode(Records.completed("good-2").build()));

    awaitRows(
        "SELECT message_id FROM message_archive WHERE message_id LIKE 'good-%' ORDER BY 1",
        "good-1", "good-2");
    await().atMost(1, MINUTES).until(() -> sink.deadLetters().size() == before + 4);
    assertThat(sink.deadLetters().subList(before, before + 4))
        .anyMatch(reason -> reason.contains("note must not contain NUL"))
        .anyMatch(reason -> reason.contains("tag must have 1..255 characters, has 300"))
        .anyMatch(reason -> reason.contains("UNKNOWN_FORMAT"))
        .anyMatch(reason -> reason.contains("EMPTY"));
  }

  @Test
  void aFieldOfALaterCoordinatorAddsItsColumnWithoutAStop() throws Exception {
    Schema later = withFields("region", "string", "scannedAt", "long");
    GenericRecord record = copy(Records.full("later"), later);
    record.put("region", "eu");
    record.put("scannedAt", Records.T0);

    sink.write("later", framed(REGISTRY.put("later", later), record));
    sink.write("later", codec.encode(Records.completed("earlier").build()));

    awaitRows(
        "SELECT message_id FROM message_archive WHERE message_id IN ('later', 'earlier') ORDER BY"
            + " 1",
        "earlier",
        "later");
    assertThat(
            rows(
                postgres,
                """
                SELECT region, scanned_at = prepared_at, pg_typeof(scanned_at) FROM message_archive
                WHERE message_id IN ('later', 'earlier') ORDER BY message_id\
                """))
        .containsExactly("null|null|timestamp with time zone", "eu|t|timestamp with time zone");
    assertThat(sink.worker().handle().isAlive()).isTrue();
  }

  private static void awaitRows(String query, String... expected) {
    await()
        .atMost(2, MINUTES)
        .untilAsserted(() -> assertThat(rows(postgres, query)).containsExactly(expected));
  }
}
