package io.surety.quickstart.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
  @Test
  void isColouredOnATerminalOnly() {
    Map<String, String> environment = Map.of("TERM", "xterm");

    assertThat(Terminal.isColoured(true, environment)).isTrue();
    assertThat(Terminal.isColoured(false, environment)).isFalse();
  }

  @Test
  void respectsNoColorUnlessItIsEmpty() {
    assertThat(Terminal.isColoured(true, Map.of("TERM", "xterm", "NO_COLOR", "1"))).isFalse();
    assertThat(Terminal.isColoured(true, Map.of("TERM", "xterm", "NO_COLOR", ""))).isTrue();
  }

  @Test
  void doesNotColourATerminalThatCannot() {
    assertThat(Terminal.isColoured(true, Map.of("TERM", "dumb"))).isFalse();
    assertThat(Terminal.isColoured(true, Map.of())).isFalse();
  }
}
