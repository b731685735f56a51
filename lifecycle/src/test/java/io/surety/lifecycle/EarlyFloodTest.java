package io.surety.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.lifecycle.testing.Alphabet;
import io.surety.lifecycle.testing.Rules;
import io.surety.lifecycle.testing.Say;
import io.surety.lifecycle.testing.Setting;
import org.junit.jupiter.api.Test;

/** What waits for a prepare is bounded, and the one decision always finds room. */
class EarlyFloodTest {

  private final Rules rules = Setting.of("billing").rules();

  @Test
  void keepsSoManyWishesAndStillTheConfirm() {
    Message message = Message.absent("m1");
    for (int i = 0; i < Limits.EARLY_DECISIONS_MAX; i++) {
      message = rules.on(message, Say.reschedule(Alphabet.START + i), Alphabet.START).next();
    }

    Transition oneMore = rules.on(message, Say.reschedule(7), Alphabet.START);
    Transition confirm = rules.on(message, Say.confirm(), Alphabet.START);

    assertThat(oneMore.refusal().orElseThrow().reason()).isEqualTo(Refusal.Reason.TOO_MANY_EARLY);
    assertThat(confirm.refusal()).isEmpty();
    assertThat(confirm.next().early().first()).isPresent();
  }

  @Test
  void keepsReportsOfSoManyGroups() {
    Message message = Message.absent("m1");
    for (int i = 0; i < Limits.EARLY_GROUPS_MAX; i++) {
      message = rules.on(message, Say.consumed("g" + i, 1), Alphabet.START).next();
    }

    Transition oneMore = rules.on(message, Say.consumed("one more", 1), Alphabet.START);

    assertThat(oneMore.refusal().orElseThrow().reason()).isEqualTo(Refusal.Reason.TOO_MANY_EARLY);
    assertThat(oneMore.next()).isEqualTo(message);
  }
}
