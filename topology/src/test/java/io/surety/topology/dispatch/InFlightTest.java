package io.surety.topology.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InFlightTest {
  private final InFlight inFlight = new InFlight(1_200, 100);

  @Test
  void oneTakesHalfTwoAThirdEachThreeAQuarterEach() {
    InFlight.Share first = inFlight.share();
    InFlight.Share second = inFlight.share();
    InFlight.Share third = inFlight.share();

    assertThat(fill(first)).isEqualTo(600);
    assertThat(fill(second)).isEqualTo(300);
    assertThat(fill(third)).isEqualTo(150);
    assertThat(inFlight.bytes()).isEqualTo(1_050);
  }

  @Test
  void aNewOneAlwaysFindsRoom() {
    for (int i = 0; i < 5; i++) {
      assertThat(inFlight.share().take(10)).isTrue();
    }
    fill(inFlight.share());

    assertThat(inFlight.share().take(10)).isTrue();
  }

  @Test
  void boundsTheRecordsOfOne() {
    InFlight.Share share = inFlight.share();

    for (int i = 0; i < 100; i++) {
      assertThat(share.take(0)).isTrue();
    }
    assertThat(share.take(0)).isFalse();
    share.giveBack(0);
    assertThat(share.take(0)).isTrue();
    assertThat(inFlight.share().take(0)).isTrue();
  }

  private static long fill(InFlight.Share share) {
    while (share.take(10)) {
      // Until it is full.
    }
    return share.bytes();
  }
}
