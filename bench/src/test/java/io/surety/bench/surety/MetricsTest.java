package io.surety.bench.surety;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final Metrics METRICS =
      Metrics.parse(
          """
          # HELP surety_messages Live messages by where they stand.
          # TYPE surety_messages gauge
          surety_messages{status="prepared"} 3
          surety_messages{status="scheduled"} 4.0
          surety_timer_ticks_total 1.2E3
          surety_lag{topic="a",partition="0"} +Inf
          """);

  @Test
  void addsUpWhatHasTheName() {
    assertThat(METRICS.sum("surety_messages")).isEqualTo(7);
    assertThat(METRICS.max("surety_messages")).isEqualTo(4);
    assertThat(METRICS.sum("surety_timer_ticks_total")).isEqualTo(1_200);
    assertThat(METRICS.sum("surety_nothing")).isZero();
  }

  @Test
  void tellsLabelsApart() {
    assertThat(METRICS.sum("surety_messages", "status", "scheduled")).isEqualTo(4);
    assertThat(METRICS.sum("surety_lag", "partition", "0")).isInfinite();
  }
}
