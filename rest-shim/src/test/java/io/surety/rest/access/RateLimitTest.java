package io.surety.rest.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private long nanos;
  private final RateLimit limit = new RateLimit(10, () -> nanos);

  private int admitted(String caller, int requests) {
    int admitted = 0;
    for (int i = 0; i < requests; i++) {
      admitted += limit.admits(caller) ? 1 : 0;
    }
    return admitted;
  }

  @Test
  void admitsSoManyASecondAndTwiceAsManyAtOnce() {
    assertThat(admitted("ann", 100)).isEqualTo(20);

    nanos += TimeUnit.MILLISECONDS.toNanos(500);
    assertThat(admitted("ann", 100)).isEqualTo(5);
    nanos += TimeUnit.SECONDS.toNanos(100);
    assertThat(admitted("ann", 100)).isEqualTo(20);
  }

  @Test
  void countsEachCallerAlone() {
    admitted("ann", 100);

    assertThat(admitted("bob", 100)).isEqualTo(20);
  }

  @Test
  void forgetsWhoWasQuietForLongest() {
    admitted("ann", 100);

    for (int i = 0; i < 10_000; i++) {
      limit.admits("caller-" + i);
    }

    assertThat(admitted("ann", 100)).isEqualTo(20);
    assertThat(admitted("caller-9999", 100)).isEqualTo(19);
  }

  @Test
  void aClockThatGoesBackGivesNothing() {
    admitted("ann", 100);
    nanos -= TimeUnit.SECONDS.toNanos(5);

    assertThat(admitted("ann", 100)).isZero();
  }

  @Test
  void zeroIsNoLimit() {
    RateLimit none = new RateLimit(0, () -> nanos);

    for (int i = 0; i < 1_000; i++) {
      assertThat(none.admits("ann")).isTrue();
    }
  }
}
