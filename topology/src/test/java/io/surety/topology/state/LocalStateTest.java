package io.surety.topology.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStateTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @TempDir private Path stateDir;
  private LocalState state;

  @BeforeEach
  void open() {
    state = new LocalState(stateDir, "surety");
  }

  @Test
  void anEmptyDirectoryIsNotTooOld() {
    assertThat(state.isTooOld(NOW)).isFalse();
  }

  /** Kafka Streams locks the directory before there is a store in it. */
  @Test
  void aDirectoryWithALockAndNoStoresIsNotTooOld() throws IOException {
    Files.createDirectories(stateDir.resolve("surety"));
    Files.createFile(stateDir.resolve("surety/.lock"));

    assertThat(state.isTooOld(NOW)).isFalse();
  }

  @Test
  void storesWithoutAMarkAreTooOld() throws IOException {
    Files.createDirectories(stateDir.resolve("surety/0_0"));

    assertThat(state.isTooOld(NOW)).isTrue();
  }

  @Test
  void storesMayBeUsedAgainAsLongAsNoDeletionCanBeMissed() throws IOException {
    Files.createDirectories(stateDir.resolve("surety/0_0"));

    state.mark(NOW);
    state.mark(NOW.plusSeconds(60));

    Instant last = NOW.plusSeconds(60);
    assertThat(state.isTooOld(last.plus(LocalState.AWAY_MAX))).isFalse();
    assertThat(state.isTooOld(last.plus(LocalState.AWAY_MAX).plusMillis(1))).isTrue();
    assertThat(LocalState.AWAY_MAX.plus(Duration.ofHours(1)))
        .isLessThan(TaskStores.TOMBSTONES_KEPT);
  }

  @Test
  void marksADirectoryThatIsNotThereYet() {
    LocalState fresh = new LocalState(stateDir.resolve("a/b"), "surety");

    fresh.mark(NOW);

    assertThat(stateDir.resolve("a/b/surety.in-use")).exists();
  }
}
