package io.surety.quickstart.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.quickstart.Screen;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private final Screen screen = new Screen();

  @Test
  void saysWhatIsBegunBeforeItIsDone() {
    Console.Step step = screen.console().begin("broker", "port 9092");
    String begun = screen.out();

    step.done("ready");

    assertThat(begun).isEqualTo("  broker       port 9092");
    assertThat(screen.out()).matches("  broker       port 9092 ready \\(\\d+\\.\\d s\\)\n");
  }

  @Test
  void keepsLinesWholeWhenSomethingElseIsSaidMeanwhile() {
    Console console = screen.console();
    Console.Step step = console.begin("broker", "port 9092");

    console.line("Stopping.");
    step.done("ready");

    assertThat(screen.out())
        .matches(
            "  broker       port 9092\nStopping\\.\n               ready \\(\\d+\\.\\d s\\)\n");
  }

  @Test
  void coloursOnlyWhereItIsWanted() {
    screen.console(false).title("Plain");
    screen.console(true).title("Bold");

    assertThat(screen.out()).isEqualTo("\nPlain\n\n\033[1mBold\033[0m\n");
  }

  @Test
  void errorsGoToStderr() {
    screen.console().error("The port is busy.");

    assertThat(screen.err()).isEqualTo("The port is busy.\n");
    assertThat(screen.out()).isEmpty();
  }
}
