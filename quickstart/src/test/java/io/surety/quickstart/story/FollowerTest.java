package io.surety.quickstart.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.quickstart.Screen;
import io.surety.quickstart.screen.Narrator;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FollowerTest {
  private final Screen screen = new Screen();
  private final StopSignal stop = new StopSignal();

  @Test
  void tellsWhereAMessageRestsOnceAndHowItEnds() {
    AtomicInteger asked = new AtomicInteger();

    follower(id -> asked.incrementAndGet() < 30 ? answer("PREPARED") : answer("COMPLETED"))
        .follow("m1", "COMPLETED", Duration.ofMinutes(1));

    assertThat(screen.out()).containsOnlyOnce("says PREPARED").endsWith("says COMPLETED\n");
  }

  @Test
  void returnsWhenItEndedInAnotherWay() {
    follower(id -> answer("DEAD_LETTERED")).follow("m1", "COMPLETED", Duration.ofMinutes(1));

    assertThat(screen.out()).endsWith("says DEAD_LETTERED\n");
  }

  @Test
  void losesPatience() {
    follower(id -> answer("DELIVERING")).follow("m1", "COMPLETED", Duration.ofMillis(1));

    assertThat(screen.out()).contains("still says DELIVERING and not COMPLETED");
  }

  @Test
  void endsWhenTheUserWantsToStop() {
    stop.request();

    assertThatThrownBy(
            () ->
                follower(id -> answer("PREPARED")).follow("m1", "COMPLETED", Duration.ofMinutes(1)))
        .isInstanceOf(StoppedException.class);
  }

  private Follower follower(Answers coordinator) {
    return new Follower(coordinator, new Narrator(screen.console(), System::nanoTime), stop);
  }

  private static Optional<Answer> answer(String status) {
    return Optional.of(new Answer(status, Optional.empty(), true, Map.of()));
  }
}
