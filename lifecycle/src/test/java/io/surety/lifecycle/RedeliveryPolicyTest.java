package io.surety.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RedeliveryPolicyTest {

  @Test
  void multipliesUpToItsMaximum() {
    RedeliveryPolicy policy = new RedeliveryPolicy(1_000, 2, 5_000, 0, 8, List.of());

    assertThat(delays(policy, 5)).containsExactly(1_000L, 2_000L, 4_000L, 5_000L, 5_000L);
  }

  @Test
  void takesExplicitStepsAndRepeatsTheLast() {
    RedeliveryPolicy policy = new RedeliveryPolicy(0, 1, 0, 0, 8, List.of(100L, 5_000L, 60_000L));

    assertThat(delays(policy, 5)).containsExactly(100L, 5_000L, 60_000L, 60_000L, 60_000L);
  }

  @Test
  void jittersWithinItsShareAndNeverBeyondItsMaximum() {
    RedeliveryPolicy policy = new RedeliveryPolicy(10_000, 2, 20_000, 0.5, 8, List.of());
    Set<Long> seen = new HashSet<>();

    for (int i = 0; i < 1_000; i++) {
      long first = policy.delayMs(1, "m" + i, "g");
      seen.add(first);
      assertThat(first).isBetween(5_000L, 15_000L);
      assertThat(policy.delayMs(5, "m" + i, "g")).isBetween(10_000L, 20_000L);
    }

    assertThat(seen).hasSizeGreaterThan(900);
  }

  @Test
  void givesTheSameDelayForEverAndOthersToOthers() {
    RedeliveryPolicy policy = RedeliveryPolicy.DEFAULT;

    assertThat(policy.delayMs(2, "m1", "g")).isEqualTo(policy.delayMs(2, "m1", "g"));
    assertThat(policy.delayMs(2, "m1", "g")).isNotEqualTo(policy.delayMs(2, "m1", "h"));
    assertThat(policy.delayMs(2, "m1", "g")).isNotEqualTo(policy.delayMs(2, "m2", "g"));
  }

  @Test
  void staysWithinItsMaximumForAnyNumberOfAttempts() {
    RedeliveryPolicy policy = new RedeliveryPolicy(1, 1e300, Long.MAX_VALUE / 4, 0, 9, List.of());

    assertThat(policy.delayMs(1_000, "m", "g")).isBetween(0L, Long.MAX_VALUE / 4);
  }

  @Test
  void namesWhatIsWrong() {
    refused("initialMs must be >= 0, was -1", -1, 2, 9, 0, 1, List.of());
    refused("multiplier must be >= 1, was 0.5", 1, 0.5, 9, 0, 1, List.of());
    refused("multiplier must be >= 1, was NaN", 1, Double.NaN, 9, 0, 1, List.of());
    refused("maxMs must be >= initialMs, was 4", 5, 2, 4, 0, 1, List.of());
    refused("jitter must be between 0 and 1, was 1.5", 1, 2, 9, 1.5, 1, List.of());
    refused("jitter must be between 0 and 1, was NaN", 1, 2, 9, Double.NaN, 1, List.of());
    refused("maxAttempts must be >= 1, was 0", 1, 2, 9, 0, 0, List.of());
    refused("stepsMs must be >= 0, was -7", 1, 2, 9, 0, 1, List.of(1L, -7L));
  }

  private static void refused(
      String message,
      long initial,
      double multiplier,
      long max,
      double jitter,
      int attempts,
      List<Long> steps) {
    assertThatThrownBy(
            () -> new RedeliveryPolicy(initial, multiplier, max, jitter, attempts, steps))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static List<Long> delays(RedeliveryPolicy policy, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(failed -> policy.delayMs(failed, "m1", "billing"))
        .toList();
  }
}
