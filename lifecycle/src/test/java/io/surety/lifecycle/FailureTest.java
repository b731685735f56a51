package io.surety.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureTest {

  @Test
  void isPresentWithATypeOrAMessage() {
    assertThat(Failure.NONE.isPresent()).isFalse();
    assertThat(Failure.of("", "broken").isPresent()).isTrue();
    assertThat(Failure.of("Oops", "").isPresent()).isTrue();
  }

  @Test
  void isStoredWithoutItsStackAndWithABoundedMessage() {
    String full = "x".repeat(Failure.STORED_MESSAGE_MAX);
    Failure failure = new Failure("Oops", full + "y", "at Shop.java:7", "f1");

    assertThat(failure.stored()).isEqualTo(new Failure("Oops", full, "", "f1"));
    assertThat(new Failure("Oops", full, "", "f1").stored().message()).hasSize(full.length());
  }

  @Test
  void isKeptAsItIsWhereNothingHasToBeCut() {
    Failure failure = Failure.of("Oops", "broken");

    assertThat(failure.stored()).isSameAs(failure);
  }
}
