package io.surety.client.internal.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadTest {
  private final Load load =
      new Load(new IntakeLimits(4, 100, 10, Duration.ofMillis(1), Duration.ofMillis(1)));

  @Test
  void isFullOfRecordsUntilHalfOfThemAreDone() {
    add(4);
    assertThat(load.isFull()).isTrue();

    load.remove(1);
    assertThat(load.isFull()).isTrue();
    load.remove(1);
    assertThat(load.isFull()).isFalse();
    add(1);
    assertThat(load.isFull()).isFalse();
    add(1);
    assertThat(load.isFull()).isTrue();
  }

  @Test
  void isFullOfBytesUntilHalfOfThemAreDone() {
    load.add(70);
    load.add(30);
    assertThat(load.isFull()).isTrue();

    load.remove(30);
    assertThat(load.isFull()).isTrue();
    load.remove(70);
    assertThat(load.isFull()).isFalse();
    assertThat(load.isEmpty()).isTrue();
  }

  private void add(int records) {
    for (int i = 0; i < records; i++) {
      load.add(1);
    }
  }
}
