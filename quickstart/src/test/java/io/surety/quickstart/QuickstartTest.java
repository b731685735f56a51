package io.surety.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.quickstart.story.StopSignal;
import io.surety.quickstart.story.Stories;
import io.surety.quickstart.story.Story;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole thing in this JVM: a real broker, a real coordinator, on free ports. */
class QuickstartTest {
  @TempDir Path directory;

  private final Screen screen = new Screen();

  @Test
  void everyMessageEndsAsItShouldAndIsFoundAtTheNextStart() {
    int first = run(Story.ofSevenMessages(), true);
    String told = screen.out();
    int second = run(Stories.ofOneConfirmed(), true);

    assertThat(first).isZero();
    assertThat(told)
        .contains("✔  1  Confirmed ", "✔  4  Fails twice", "✔  7  Expired")
        .contains("All 7 messages ended as they should.", "first message consumed after ")
        .contains("7 of 7 messages are rows of message_archive in PostgreSQL")
        .doesNotContain("✘", "earlier runs");
    assertThat(second).isZero();
    assertThat(screen.out().substring(told.length()))
        .contains("From earlier runs", "7 messages of earlier stories: 1 live")
        .contains("6 settled", "EXPIRED")
        .contains("✔  1  Confirmed ")
        .contains("1 of 1 messages are rows of message_archive in PostgreSQL");
    assertThat(screen.err()).isEmpty();
  }

  @Test
  void failsWhenAMessageDoesNotEndAsItShould() {
    int code = run(Stories.ofOneThatIsNeverConsumed(), false);

    assertThat(code).isOne();
    assertThat(screen.out()).contains("✘  1  Sabotaged", "should be", "failed");
    assertThat(screen.err()).contains("1 of 1 messages did not end as they should.");
  }

  private int run(Story story, boolean isArchive) {
    Options options = new Options(directory, 0, 0, true, true, isArchive);
    return new Quickstart(options, screen.console(), story, new StopSignal()).run();
  }
}
