package io.surety.quickstart.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.quickstart.Screen;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class NarratorTest {
  @Test
  void countsTheTimeFromTheStartOfTheScene() {
    AtomicLong clock = new AtomicLong(TimeUnit.HOURS.toNanos(5));
    Screen screen = new Screen();
    Narrator narrator = new Narrator(screen.console(), clock::get);

    narrator.scene("1  Confirmed", "The shop confirms.");
    clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(12_345));
    narrator.says("stock", "consumed");

    assertThat(screen.out())
        .isEqualTo("\n1  Confirmed\n   The shop confirms.\n   +12.35 s  stock        consumed\n");
  }
}
