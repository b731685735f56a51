package io.surety.quickstart.story;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlansTest {
  @Test
  void aGroupDoesWhatIsPlannedAndConsumesAfterwards() {
    Plans plans = new Plans();

    plans.put("m1", "billing", Handled.FAILED, Handled.REJECTED);

    assertThat(plans.of("m1", "billing", 1)).isEqualTo(Handled.FAILED);
    assertThat(plans.of("m1", "billing", 2)).isEqualTo(Handled.REJECTED);
    assertThat(plans.of("m1", "billing", 3)).isEqualTo(Handled.CONSUMED);
    assertThat(plans.of("m1", "stock", 1)).isEqualTo(Handled.CONSUMED);
    assertThat(plans.of("m2", "billing", 1)).isEqualTo(Handled.CONSUMED);
  }
}
