package io.surety.topology.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class RegistryFreshnessTest {
  private static final TopicPartition ONE = new TopicPartition("registry", 0);
  private static final TopicPartition TWO = new TopicPartition("registry", 1);

  private long nanos = Long.MAX_VALUE - Duration.ofMillis(200).toNanos();
  private long stepNanos;
  private final RegistryFreshness freshness =
      new RegistryFreshness(Duration.ofMillis(1_000), () -> nanos += stepNanos);

  @Test
  void isStaleUntilTheReaderIsWhereTheRegistryEnded() {
    freshness.partitions(Set.of(ONE));
    freshness.position(ONE, 5);

    assertThat(freshness.isFresh()).isFalse();
    sample(ONE, 7);
    assertThat(freshness.isFresh()).isFalse();
    freshness.position(ONE, 7);
    assertThat(freshness.isFresh()).isTrue();
  }

  @Test
  void growsStaleFromTheQuestionOnNotFromTheAnswer() {
    freshness.partitions(Set.of(ONE));
    freshness.wanted();
    advance(900);
    freshness.position(ONE, 0);
    freshness.sampled(ONE, 0, 0);

    assertThat(freshness.isFresh()).isTrue();
    advance(101);
    assertThat(freshness.isFresh()).isFalse();
  }

  @Test
  void isAsFreshAsItsOldestPartition() {
    freshness.partitions(Set.of(ONE, TWO));
    freshness.position(ONE, 0);
    freshness.position(TWO, 0);
    sample(ONE, 0);
    assertThat(freshness.isFresh()).isFalse();

    sample(TWO, 0);
    assertThat(freshness.isFresh()).isTrue();
    advance(900);
    sample(ONE, 0);
    advance(200);
    assertThat(freshness.isFresh()).isFalse();
  }

  @Test
  void anEndThatIsNotReachedIsNotReplacedByALaterOne() {
    freshness.partitions(Set.of(ONE));
    freshness.position(ONE, 0);
    for (int end = 1; end <= 3; end++) {
      sample(ONE, end);
      advance(300);
    }

    freshness.position(ONE, 1);

    assertThat(freshness.isFresh()).isTrue();
  }

  @Test
  void asksAgainAfterAWhile() {
    freshness.partitions(Set.of(ONE));

    assertThat(freshness.wanted()).containsExactly(ONE);
    assertThat(freshness.wanted()).isEmpty();
    advance(freshness.sampleAge().toMillis());
    assertThat(freshness.wanted()).containsExactly(ONE);
  }

  @Test
  void asksOftenEnoughForADecisionNotToWait() {
    RegistryFreshness strict = new RegistryFreshness(Duration.ofMillis(100), () -> nanos);
    RegistryFreshness loose = new RegistryFreshness(Duration.ofMinutes(1), () -> nanos);
    strict.partitions(Set.of(ONE));
    strict.position(ONE, 0);

    for (int look = 0; look < 20; look++) {
      if (!strict.wanted().isEmpty()) {
        strict.sampled(ONE, 0, 0);
      }
      assertThat(strict.isFresh()).isTrue();
      advance(strict.sampleAge().toMillis());
    }

    assertThat(strict.sampleAge()).isLessThanOrEqualTo(Duration.ofMillis(50));
    assertThat(loose.sampleAge()).isEqualTo(Duration.ofMillis(300));
  }

  @Test
  void waitsForAWhileAndThenHasTheTaskTryAgain() {
    freshness.partitions(Set.of(ONE));
    stepNanos = Duration.ofMillis(700).toNanos();

    assertThatThrownBy(() -> freshness.awaitCaughtUp(0))
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining("older than 1000 ms");
  }

  @Test
  void goesOnAsSoonAsItIsFresh() {
    freshness.partitions(Set.of(ONE));
    freshness.position(ONE, 0);
    Thread sampler = new Thread(() -> sample(ONE, 0));

    sampler.start();
    freshness.awaitCaughtUp(0);

    assertThat(freshness.isFresh()).isTrue();
  }

  private void sample(TopicPartition partition, long end) {
    freshness.wanted();
    freshness.sampled(partition, 0, end);
  }

  private void advance(long ms) {
    nanos += Duration.ofMillis(ms).toNanos();
  }
}
