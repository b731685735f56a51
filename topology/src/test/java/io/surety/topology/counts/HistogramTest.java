package io.surety.topology.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistogramTest {
  private final Histogram histogram = new Histogram();

  @Test
  void countsByTheClassThatHoldsTheTime() {
    histogram.addMillis(0);
    histogram.addMillis(1);
    histogram.addMillis(2);
    histogram.addMillis(3);
    histogram.addMillis(100_000_000);
    histogram.addMillis(-5);

    Histogram.Times times = histogram.times();

    assertThat(times.counts().subList(0, 3)).containsExactly(3L, 1L, 1L);
    assertThat(times.counts().get(Histogram.BOUNDS_MS.size())).isEqualTo(1);
    assertThat(times.count()).isEqualTo(6);
    assertThat(times.sumSeconds()).isCloseTo(100_000.006, within(1e-9));
  }

  @Test
  void aClassHoldsNothingAboveItsBound() {
    histogram.addNanos(1_000_000);
    histogram.addNanos(1_000_001);

    assertThat(histogram.times().counts().subList(0, 2)).containsExactly(1L, 1L);
  }

  @Test
  void tellsPercentilesByTheBoundOfTheirClass() {
    IntStream.range(0, 98).forEach(i -> histogram.addMillis(4));
    histogram.addMillis(150);
    histogram.addMillis(700);

    Histogram.Times times = histogram.times();

    assertThat(times.percentileMs(0)).isEqualTo(5);
    assertThat(times.percentileMs(0.5)).isEqualTo(5);
    assertThat(times.percentileMs(0.98)).isEqualTo(5);
    assertThat(times.percentileMs(0.99)).isEqualTo(200);
    assertThat(times.percentileMs(1)).isEqualTo(1_000);
    assertThat(new Histogram().times().percentileMs(0.5)).isEqualTo(-1);
    assertThatThrownBy(() -> times.percentileMs(99))
        .hasMessage("share must be from 0 to 1, was 99.0");
  }
}
