package io.surety.quickstart.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoryFileTest {
  @TempDir Path directory;

  @Test
  void remembersTheMessagesOfAllStoriesOldestFirst() {
    StoryFile file = new StoryFile(directory.resolve("stories.tsv"));

    file.add(List.of(outcome("m1", "Confirmed"), outcome("m2", "Rolled back")));
    file.add(List.of(outcome("m3", "Confirmed")));

    assertThat(file.read())
        .containsExactly(
            new StoryFile.Earlier("m1", "Confirmed"),
            new StoryFile.Earlier("m2", "Rolled back"),
            new StoryFile.Earlier("m3", "Confirmed"));
  }

  @Test
  void isEmptyWhereNoStoryWasTold() {
    assertThat(new StoryFile(directory.resolve("missing.tsv")).read()).isEmpty();
  }

  @Test
  void passesOverLinesThatAreNotOurs() throws Exception {
    Path path = directory.resolve("stories.tsv");
    Files.writeString(path, "nonsense\n\n\ttitle\nm1\tConfirmed\n");

    assertThat(new StoryFile(path).read())
        .containsExactly(new StoryFile.Earlier("m1", "Confirmed"));
  }

  @Test
  void readsOnlyTheNewest() {
    StoryFile file = new StoryFile(directory.resolve("stories.tsv"));
    List<Outcome> many = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      many.add(outcome("m" + i, "Confirmed"));
    }

    file.add(many);

    assertThat(file.read()).hasSizeLessThan(1_000).last().extracting("messageId").isEqualTo("m999");
  }

  private static Outcome outcome(String messageId, String title) {
    return new Outcome(
        new Played(title, messageId, Expectation.ends("COMPLETED")), "COMPLETED", Map.of());
  }
}
