package io.surety.quickstart.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.quickstart.Screen;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EarlierStoriesTest {
  private static final Map<String, Answer> KNOWN =
      Map.of(
          "m1", new Answer("COMPLETED", Optional.empty(), false, Map.of()),
          "m2",
              new Answer(
                  "DEAD_LETTERED", Optional.empty(), true, Map.of("billing", "DEAD, REJECTED")));

  private final Screen screen = new Screen();

  @Test
  void countsWhatIsStillKnownAndShowsTheLast() {
    tell(
        new StoryFile.Earlier("m0", "Confirmed"),
        new StoryFile.Earlier("m1", "Confirmed"),
        new StoryFile.Earlier("m2", "Rejected"));

    assertThat(screen.out())
        .contains("3 messages of earlier stories: 1 live", "1 settled", "1 no longer remembered")
        .contains("\"Rejected\"", "m2  DEAD_LETTERED (billing: DEAD, REJECTED)");
  }

  @Test
  void saysNothingInAFreshDirectory() {
    tell();

    assertThat(screen.out()).isEmpty();
  }

  private void tell(StoryFile.Earlier... earlier) {
    new EarlierStories(screen.console(), id -> Optional.ofNullable(KNOWN.get(id)))
        .tell(List.of(earlier));
  }
}
