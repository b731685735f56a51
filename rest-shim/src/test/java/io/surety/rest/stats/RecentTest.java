package io.surety.rest.stats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.rest.json.Json;
import io.surety.topology.CoordinatorMetrics;
import io.surety.topology.CoordinatorMetrics.SignalKind;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Counters only rise; what is told is what they rose by in the last minute. */
class RecentTest {
  private final CoordinatorMetrics metrics = new CoordinatorMetrics();
  private long now = 5;
  private final Recent recent = new Recent(metrics::snapshot, () -> now);

  @Test
  void tellsWhatHappenedSinceItBegan() {
    metrics.dispatched();
    metrics.dispatchedFirst(3);
    metrics.signal(SignalKind.PREPARE);
    pass(2);

    assertThat(told().at("/ms").asLong()).isEqualTo(2_000);
    assertThat(told().at("/counts/dispatched").asLong()).isEqualTo(1);
    assertThat(told().at("/times/confirmToDispatch/2").asLong()).isEqualTo(1);
    assertThat(told().at("/counts/completed").asLong()).isZero();
  }

  @Test
  void forgetsWhatIsOlderThanAMinute() {
    metrics.dispatched();
    metrics.dispatchedFirst(3);
    for (int i = 0; i < 5; i++) {
      pass(10);
      recent.look();
    }
    assertThat(told().at("/counts/dispatched").asLong()).isEqualTo(1);

    metrics.dispatched();
    pass(10);
    recent.look();

    assertThat(told().at("/ms").asLong()).isEqualTo(50_000);
    assertThat(told().at("/counts/dispatched").asLong()).isEqualTo(1);
    assertThat(told().at("/times/confirmToDispatch")).allMatch(count -> count.asLong() == 0);
    for (int i = 0; i < 5; i++) {
      pass(10);
      recent.look();
    }
    pass(10);
    assertThat(told().at("/ms").asLong()).isEqualTo(60_000);
    assertThat(told().at("/counts/dispatched").asLong()).isZero();
  }

  private void pass(int seconds) {
    now += TimeUnit.SECONDS.toNanos(seconds);
  }

  private JsonNode told() {
    return new Json(10_000).tree(recent.toJson());
  }
}
