package io.surety.acceptance.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.acceptance.harness.Delivered;

/** Of messages decided in one way, nothing is at any destination, aborted or not. */
abstract class NeverDelivered implements Guarantee {
  private final Intent.Decision decision;

  NeverDelivered(Intent.Decision decision) {
    this.decision = decision;
  }

  @Override
  public void check(Evidence evidence) {
    assertThat(evidence.delivered())
        .as("records at destinations")
        .extracting(Delivered::id)
        .filteredOn(id -> evidence.intents().get(id).decision() == decision)
        .as("of messages that were %s", decision)
        .isEmpty();
  }
}
