package io.surety.quickstart.story;

import io.surety.quickstart.screen.Console;
import io.surety.quickstart.screen.Ink;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows how the messages ended, a line for each, and a second line where something is wrong. */
public final class OutcomeTable {
  private static final String ROW = "%-39s %-13s %-24s %s";

  private final Console console;

  /** A table on this console. */
  public OutcomeTable(Console console) {
    this.console = console;
  }

  /** Prints the table, and under it whether all is right. */
  public void print(List<Outcome> outcomes) {
    console.title("How they ended: what the coordinator says, and what the two groups saw");
    console.line(
        console.in(
            Ink.DIM,
            "     "
                + ROW.formatted(
                    "message", "coordinator", DemoConsumers.BILLING, DemoConsumers.STOCK)));
    for (int i = 0; i < outcomes.size(); i++) {
      row(i + 1, outcomes.get(i));
    }
    console.blank();
    summary(outcomes);
  }

  private void row(int number, Outcome outcome) {
    String mark = outcome.isRight() ? console.in(Ink.GREEN, "✔") : console.in(Ink.RED, "✘");
    console.line(
        "  "
            + mark
            + "  "
            + cells(number + "  " + outcome.played().title(), outcome.status(), outcome.handled()));
    if (!outcome.isRight()) {
      Expectation expected = outcome.played().expected();
      console.line("     " + cells("   should be", expected.status(), expected.handled()));
    }
  }

  private static String cells(String first, String status, Map<String, List<Handled>> handled) {
    return ROW.formatted(
        first,
        status,
        words(handled.getOrDefault(DemoConsumers.BILLING, List.of())),
        words(handled.getOrDefault(DemoConsumers.STOCK, List.of())));
  }

  private static String words(List<Handled> attempts) {
    return attempts.isEmpty()
        ? "never saw it"
        : attempts.stream().map(Handled::word).collect(Collectors.joining(", "));
  }

  private void summary(List<Outcome> outcomes) {
    long wrong = outcomes.stream().filter(outcome -> !outcome.isRight()).count();
    if (wrong == 0) {
      console.line(
          console.in(Ink.GREEN, "All " + outcomes.size() + " messages ended as they should."));
    } else {
      console.error(wrong + " of " + outcomes.size() + " messages did not end as they should.");
    }
  }
}
