package io.surety.quickstart.story;

import io.surety.quickstart.screen.Console;
import java.util.ArrayList;
import java.util.List;

/** Looks what the coordinator still knows of the messages of earlier runs. */
public final class EarlierStories {
  private final Console console;
  private final Answers coordinator;

  private record Known(StoryFile.Earlier message, Answer answer) {}

  /** Asks this coordinator. */
  public EarlierStories(Console console, Answers coordinator) {
    this.console = console;
    this.coordinator = coordinator;
  }

  /** Says how many there are, and what became of the last one; nothing if there was no story. */
  public void tell(List<StoryFile.Earlier> earlier) {
    if (earlier.isEmpty()) {
      return;
    }
    List<Known> known = known(earlier);
    long live = known.stream().filter(one -> one.answer().isLive()).count();
    console.title("From earlier runs in this directory");
    console.line(
        "  %d messages of earlier stories: %d live, %d settled%s."
            .formatted(earlier.size(), live, known.size() - live, forgotten(earlier, known)));
    if (!known.isEmpty()) {
      Known last = known.get(known.size() - 1);
      console.line(
          "  The coordinator about the last of them (\"" + last.message().title() + "\"):");
      console.line("  " + last.message().messageId() + "  " + last.answer().told());
    }
  }

  private static String forgotten(List<StoryFile.Earlier> earlier, List<Known> known) {
    int count = earlier.size() - known.size();
    return count == 0 ? "" : ", " + count + " no longer remembered (outcomes are kept for a day)";
  }

  private List<Known> known(List<StoryFile.Earlier> earlier) {
    List<Known> known = new ArrayList<>();
    for (StoryFile.Earlier message : earlier) {
      coordinator
          .about(message.messageId())
          .ifPresent(answer -> known.add(new Known(message, answer)));
    }
    return known;
  }
}
