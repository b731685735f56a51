package io.surety.topology.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.topology.CoreSettings;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SettledWindowsTest {
  private static final long NOW = 1_790_000_000_000L;

  private final SettledWindows windows = SettledWindows.of(CoreSettings.DEFAULT);

  @Test
  void everyTimeWithinTheRetentionIsInAWindowThatIsAsked() {
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      long now = NOW + random.nextInt(1_000_000_000);
      long settledAt = now - random.nextInt((int) windows.retentionMs());
      long newest = windows.startOf(now);

      assertThat(windows.startOf(settledAt)).isBetween(windows.oldestFor(now, newest), newest);
    }
  }

  @Test
  void fewWindowsAreAsked() {
    long newest = windows.startOf(NOW);

    assertThat((newest - windows.oldestFor(NOW, newest)) / windows.windowMs()).isLessThan(3);
  }

  @Test
  void clocksThatAreFarApartDoNotMakeItMany() {
    long newest = windows.startOf(NOW + Duration.ofDays(300).toMillis());

    assertThat((newest - windows.oldestFor(NOW, newest)) / windows.windowMs()).isEqualTo(7);
  }

  @Test
  void theStoreKeepsAnOutcomeForTheWholeRetention() {
    long settledAt = windows.startOf(NOW) + windows.windowMs() - 1;

    long keptUnder = windows.startOf(settledAt);

    assertThat(keptUnder + windows.storeRetentionMs())
        .isGreaterThanOrEqualTo(settledAt + windows.retentionMs());
  }
}
