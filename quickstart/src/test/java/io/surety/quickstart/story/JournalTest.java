package io.surety.quickstart.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class JournalTest {
  private final Journal journal = new Journal();

  @Test
  void tellsWhatAGroupMadeOfEachAttempt() {
    journal.add(new Sighting("m1", "billing", 1, Handled.FAILED, Instant.EPOCH));
    journal.add(new Sighting("m1", "stock", 1, Handled.CONSUMED, Instant.EPOCH));
    journal.add(new Sighting("m2", "billing", 1, Handled.REJECTED, Instant.EPOCH));
    journal.add(new Sighting("m1", "billing", 2, Handled.CONSUMED, Instant.EPOCH));

    assertThat(journal.of("m1", "billing")).containsExactly(Handled.FAILED, Handled.CONSUMED);
    assertThat(journal.of("m1", "stock")).containsExactly(Handled.CONSUMED);
    assertThat(journal.of("m3", "stock")).isEmpty();
  }

  @Test
  void countsAnAttemptOnceHoweverOftenItCame() {
    journal.add(new Sighting("m1", "billing", 1, Handled.CONSUMED, Instant.EPOCH));
    journal.add(new Sighting("m1", "billing", 1, Handled.CONSUMED, Instant.EPOCH));

    assertThat(journal.of("m1", "billing")).containsExactly(Handled.CONSUMED);
  }
}
