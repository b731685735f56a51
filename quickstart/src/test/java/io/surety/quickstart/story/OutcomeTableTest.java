package io.surety.quickstart.story;

import static io.surety.quickstart.story.DemoConsumers.BILLING;
import static io.surety.quickstart.story.DemoConsumers.STOCK;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.quickstart.Screen;
import io.surety.quickstart.screen.Console;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeTableTest {
  private static final Expectation CONSUMED_BY_BOTH =
      Expectation.ends("COMPLETED")
          .with(BILLING, Handled.FAILED, Handled.FAILED, Handled.CONSUMED)
          .with(STOCK, Handled.CONSUMED);

  private final Screen screen = new Screen();

  @Test
  void ticksWhatEndedAsItShould() {
    print(
        outcome("COMPLETED", List.of(Handled.FAILED, Handled.FAILED, Handled.CONSUMED)),
        outcome("COMPLETED", List.of(Handled.FAILED, Handled.FAILED, Handled.CONSUMED)));

    assertThat(screen.out())
        .contains(
            "  ✔  1  A title                              COMPLETED     failed, failed, consumed consumed\n")
        .contains("  ✔  2  ")
        .contains("All 2 messages ended as they should.")
        .doesNotContain("✘");
    assertThat(screen.err()).isEmpty();
  }

  @Test
  void saysWhatShouldHaveBeenWhereTheCoordinatorSaysSomethingElse() {
    print(outcome("DELIVERING", List.of(Handled.FAILED, Handled.FAILED, Handled.CONSUMED)));

    assertThat(screen.out()).contains("  ✘  1  A title ").contains("should be  ");
    assertThat(screen.err()).contains("1 of 1 messages did not end as they should.");
  }

  @Test
  void believesTheConsumersAsMuchAsTheCoordinator() {
    print(outcome("COMPLETED", List.of()));

    assertThat(screen.out()).contains("  ✘  1  A title ").contains("never saw it");
  }

  @Test
  void fitsTheConsole() {
    print(
        Story.ofSevenMessages().scenes().stream()
            .map(
                scene ->
                    new Outcome(
                        new Played(scene.title(), "m", scene.expected()),
                        scene.expected().status(),
                        scene.expected().handled()))
            .toArray(Outcome[]::new));

    assertThat(screen.out().lines()).allMatch(line -> line.length() <= Console.WIDTH);
  }

  private void print(Outcome... outcomes) {
    new OutcomeTable(screen.console()).print(List.of(outcomes));
  }

  private static Outcome outcome(String status, List<Handled> billing) {
    return new Outcome(
        new Played("A title", "m1", CONSUMED_BY_BOTH),
        status,
        Map.of(BILLING, billing, STOCK, List.of(Handled.CONSUMED)));
  }
}
