package io.surety.client.internal.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.client.internal.Threads;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RenewalsTest {
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Threads.daemons("test-timer"));
  private final AtomicLong now = new AtomicLong(1_000_000);
  // With hours between two looks of its own, only the test looks.
  private final Renewals renewals = new Renewals(Duration.ofHours(30), timer, now::get);
  private final AtomicInteger renewed = new AtomicInteger();
  private final Renewals.Renewable delivery = renewed::incrementAndGet;

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  @Test
  void renewsEachTimeAThirdOfTheTimeoutHasPassed() {
    renewals.begin(delivery);

    look(Duration.ofHours(10).minusMillis(1));
    assertThat(renewed).hasValue(0);
    look(Duration.ofMillis(1));
    assertThat(renewed).hasValue(1);
    look(Duration.ofHours(9));
    assertThat(renewed).hasValue(1);
    look(Duration.ofHours(2));
    assertThat(renewed).hasValue(2);
  }

  @Test
  void renewsNothingThatIsDone() {
    renewals.begin(delivery);
    renewals.end(delivery);

    look(Duration.ofHours(11));

    assertThat(renewed).hasValue(0);
  }

  @Test
  void renewsNothingOnceItIsClosed() {
    renewals.begin(delivery);
    renewals.close();

    look(Duration.ofHours(11));

    assertThat(renewed).hasValue(0);
  }

  private void look(Duration later) {
    now.addAndGet(later.toMillis());
    renewals.look();
  }
}
