package io.surety.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.lifecycle.ProducerPolicy.OnExhausted;
import io.surety.lifecycle.testing.Say;
import org.junit.jupiter.api.Test;

class ProducerPolicyTest {

  private static final Content CONTENT = Say.content(Mode.PREPARE, 0);

  @Test
  void asksFirstAfterItsOwnTimeOrTheMessages() {
    Content hurried =
        new Content("shop", "orders", "", "", Mode.PREPARE, 7, 0, 0, Message.NEVER, 250);

    assertThat(ProducerPolicy.DEFAULT.firstDelayMs(CONTENT)).isEqualTo(10_000);
    assertThat(ProducerPolicy.DEFAULT.firstDelayMs(hurried)).isEqualTo(250);
  }

  @Test
  void doublesUpToItsMaximumWithATenthOfJitter() {
    ProducerPolicy policy = ProducerPolicy.DEFAULT;

    assertThat(policy.nextDelayMs(CONTENT, "m1", 1)).isBetween(18_000L, 22_000L);
    assertThat(policy.nextDelayMs(CONTENT, "m1", 2)).isBetween(36_000L, 44_000L);
    assertThat(policy.nextDelayMs(CONTENT, "m1", 3)).isBetween(54_000L, 60_000L);
    assertThat(policy.nextDelayMs(CONTENT, "m1", 2_000)).isBetween(54_000L, 60_000L);
  }

  @Test
  void givesTheSameDelayForEverAndOthersToOthers() {
    ProducerPolicy policy = ProducerPolicy.DEFAULT;

    assertThat(policy.nextDelayMs(CONTENT, "m1", 1))
        .isEqualTo(policy.nextDelayMs(CONTENT, "m1", 1));
    assertThat(policy.nextDelayMs(CONTENT, "m1", 1))
        .isNotEqualTo(policy.nextDelayMs(CONTENT, "m2", 1));
  }

  @Test
  void namesWhatIsWrong() {
    refused("checkBackAfterMs must be >= 1, was 0", 0, 1, 1, 1);
    refused("maxDelayMs must be >= 1, was -5", 1, -5, 1, 1);
    refused("budget must be >= 1, was 0", 1, 1, 0, 1);
    refused("maxAgeMs must be >= 1, was 0", 1, 1, 1, 0);
  }

  private static void refused(String message, long after, long max, int budget, long age) {
    assertThatThrownBy(() -> new ProducerPolicy(after, max, budget, age, OnExhausted.UNRESOLVED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
