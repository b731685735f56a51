package io.surety.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.surety.schemas.avro.Event;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventsModeTest {

  @Test
  void exceptionalTellsWhatNobodyAskedFor() {
    assertThat(story(EventsMode.EXCEPTIONAL))
        .extracting(Event::getKind, Event::getReason)
        .containsExactly(tuple("REFUSED", "CONTRADICTION"), tuple("DEAD_LETTERED", null));
  }

  @Test
  void allTellsEveryStepToo() {
    assertThat(story(EventsMode.ALL))
        .extracting(Event::getKind, Event::getStatus, Event::getReason)
        .containsExactly(
            tuple("STATUS_CHANGED", "PREPARED", null),
            tuple("STATUS_CHANGED", "DELIVERING", null),
            tuple("REFUSED", "DELIVERING", "DUPLICATE"),
            tuple("REFUSED", "DELIVERING", "CONTRADICTION"),
            tuple("DEAD_LETTERED", "DEAD_LETTERED", null),
            tuple("STATUS_CHANGED", "DEAD_LETTERED", null));
  }

  @Test
  void noneTellsNothing() {
    assertThat(story(EventsMode.NONE)).isEmpty();
  }

  private static List<Event> story(EventsMode mode) {
    CoreSettings defaults = CoreSettings.DEFAULT;
    CoreSettings settings =
        new CoreSettings(
            defaults.limits(),
            defaults.tickIntervalMs(),
            defaults.timersPerTickMax(),
            defaults.tickBudgetMs(),
            defaults.messageMaxBytes(),
            defaults.settledRetentionMs(),
            mode,
            defaults.registryStalenessMaxMs(),
            defaults.sessionTimeoutMs());
    try (CoordinatorHarness coordinator = new CoordinatorHarness(settings)) {
      coordinator.prepare("m1").confirm("m1").confirm("m1").rollBack("m1");
      coordinator.rejected("m1", "billing", 1);
      return coordinator.events();
    }
  }
}
