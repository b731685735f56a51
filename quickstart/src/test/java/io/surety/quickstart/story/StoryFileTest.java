package io.surety.quickstart.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoryFileTest {
  @TempDir Path directory;

  @Test
  void remembersTheMessagesOfAllStoriesOldestFirst() {
    StoryFile file = new StoryFile(directory.resolve("stories.tsv"));

    file.add(played("m1", "Confirmed"));
    file.add(played("m2", "Rolled back"));
    new StoryFile(directory.resolve("stories.tsv")).add(played("m3", "Confirmed"));

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

    for (int i = 0; i < 1_000; i++) {
      file.add(played("m" + i, "Confirmed"));
    }

    assertThat(file.read()).hasSizeLessThan(1_000).last().extracting("messageId").isEqualTo("m999");
  }

  private static Played played(String messageId, String title) {
    return new Played(title, messageId, Expectation.ends("COMPLETED"));
  }
}
