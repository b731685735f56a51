package io.surety.connectors.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.connectors.support.Records;
import io.surety.schemas.Codec;
import io.surety.schemas.avro.Archive;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class NewestOnlyTest {
  private static final Codec CODEC = Codec.bundled();

  private final ArchiveConverter converter = new ArchiveConverter();
  private final NewestOnly<SinkRecord> newest = new NewestOnly<>();

  @Test
  void dropsWhatIsOlderThanWhatCameBefore() {
    assertThat(passes(Records.completed("m1").setRevision(2))).isTrue();
    assertThat(passes(Records.completed("m1").setRevision(1))).isFalse();
    assertThat(passes(Records.completed("m1").setRevision(2))).isTrue();
    assertThat(passes(Records.completed("m1").setRevision(3))).isTrue();
    assertThat(passes(Records.completed("m1").setRevision(2))).isFalse();
  }

  @Test
  void anotherMessageIsAnotherMatter() {
    assertThat(passes(Records.completed("m1").setRevision(2))).isTrue();
    assertThat(passes(Records.completed("m2").setRevision(1))).isTrue();
    assertThat(passes(Records.completed("m1").setRevision(1).setPreparedAt(Records.T0 + 5)))
        .isTrue();
  }

  @Test
  void forgetsWhatWasLongAgo() {
    passes(Records.completed("m1").setRevision(2));
    for (int i = 0; i < NewestOnly.REMEMBERED_MAX; i++) {
      passes(Records.completed("other-" + i));
    }

    assertThat(passes(Records.completed("m1").setRevision(1))).isTrue();
  }

  private boolean passes(Archive.Builder record) {
    SchemaAndValue row = converter.toConnectData("surety.archive", CODEC.encode(record.build()));
    return newest.apply(
            new SinkRecord("surety.archive", 0, null, null, row.schema(), row.value(), 0))
        != null;
  }
}
