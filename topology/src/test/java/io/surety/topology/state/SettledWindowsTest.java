package io.surety.topology.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.topology.CoreSettings;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SettledWindowsTest {
  private static final long NOW = 1_790_000_000_000L;

  private final SettledWindows windows = SettledWindows.of(CoreSettings.DEFAULT);

  @Test
  void whatWasWrittenWithinTheRetentionIsInAWindowThatIsAsked() {
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      long clock = NOW + random.nextInt(1_000_000_000);
      long written = clock - random.nextInt((int) windows.retentionMs());

      assertThat(windows.startOf(written))
          .isBetween(windows.oldestAt(clock), windows.newestAt(clock));
    }
  }

  @Test
  void aClockThatIsSetBackFindsWhatItWroteBefore() {
    long start = windows.startOf(NOW);

    assertThat(windows.newestAt(start - 1)).isEqualTo(start);
  }

  @Test
  void fewWindowsAreAsked() {
    long asked = (windows.newestAt(NOW) - windows.oldestAt(NOW)) / windows.windowMs() + 1;

    assertThat(asked).isLessThanOrEqualTo(4);
  }

  @Test
  void theStoreKeepsAnOutcomeForTheWholeRetention() {
    long written = windows.startOf(NOW) + windows.windowMs() - 1;

    assertThat(windows.startOf(written) + windows.storeRetentionMs())
        .isGreaterThanOrEqualTo(written + windows.retentionMs());
  }
}
