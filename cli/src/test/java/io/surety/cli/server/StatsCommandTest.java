package io.surety.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatsCommandTest {

  @Test
  void writesNoMoreThanTheScreenHolds() {
    String text = "a\nb\nc\nd\n";

    assertThat(StatsCommand.onScreen(text, 0)).isEqualTo(text);
    assertThat(StatsCommand.onScreen(text, 4)).isEqualTo(text);
    assertThat(StatsCommand.onScreen(text, 3))
        .isEqualTo("a\nb\n… and 2 more lines: make the window taller\n");
  }
}
