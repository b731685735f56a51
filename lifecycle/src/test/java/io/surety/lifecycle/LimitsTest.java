package io.surety.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {

  private static final String[] NAMES = {
    "earlyTimeoutMs",
    "unresolvedRetentionMs",
    "deadLetterRetentionMs",
    "dispatchBackoffMinMs",
    "dispatchBackoffMaxMs",
    "deliveryRequestTimeoutMs"
  };

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void namesWhatIsWrong(int wrong) {
    long[] times = {1, 1, 1, 1, 1, 1};
    times[wrong] = 0;

    assertThatThrownBy(() -> new Limits(times[0], times[1], times[2], times[3], times[4], times[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(NAMES[wrong] + " must be >= 1, was 0");
  }

  @Test
  void refusesAMaximumBelowItsMinimum() {
    assertThatThrownBy(() -> new Limits(1, 1, 1, 20, 10, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dispatchBackoffMaxMs must be >= dispatchBackoffMinMs, was 10");
  }

  @Test
  void subscriptionsNameWhatIsWrong() {
    assertThatThrownBy(() -> subscription(0, 1)).hasMessage("ackTimeoutMs must be >= 1, was 0");
    assertThatThrownBy(() -> subscription(1, -1))
        .hasMessage("processingTimeoutMs must be >= 1, was -1");
    assertThat(Subscription.of("g", "t").ackTimeoutMs()).isEqualTo(30_000);
  }

  private static Subscription subscription(long ack, long processing) {
    return new Subscription(
        "g", "t", TagFilter.ALL, ack, processing, false, RedeliveryPolicy.DEFAULT);
  }
}
