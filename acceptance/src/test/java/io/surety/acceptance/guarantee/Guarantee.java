package io.surety.acceptance.guarantee;

import java.util.List;

/** Something Surety promises, whatever happens to its processes. */
@FunctionalInterface
public interface Guarantee {
  /** All of them. */
  List<Guarantee> ALL =
      List.of(
          new EveryConfirmedMessageIsConsumedByEveryGroup(),
          new RolledBackIsNeverDelivered(),
          new CancelledIsNeverDelivered(),
          new NothingIsUnaccounted(),
          new DuplicatesHaveTheSameIdAndAttempt());

  /** Fails with what contradicts the promise. */
  void check(Evidence evidence);
}
