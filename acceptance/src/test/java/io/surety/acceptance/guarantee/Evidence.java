package io.surety.acceptance.guarantee;

import io.surety.acceptance.harness.Delivered;
import io.surety.acceptance.harness.Outcome;
import io.surety.schemas.avro.Archive;
import io.surety.schemas.avro.DeadLetter;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run left behind, from as many independent sources as there are.
 *
 * @param intents what the producers and groups meant to happen, by message id
 * @param consumed the messages that each group consumed, by its own account
 * @param delivered everything at the destinations, read_uncommitted
 * @param archive every committed archive record
 * @param deadLetters every committed dead letter
 * @param folded the outcome of every message by the rules alone
 */
public record Evidence(
    Map<String, Intent> intents,
    Map<String, Set<String>> consumed,
    List<Delivered> delivered,
    List<Archive> archive,
    List<DeadLetter> deadLetters,
    Map<String, Outcome> folded) {

  /** Checks every guarantee. */
  public void check() {
    for (Guarantee guarantee : Guarantee.ALL) {
      guarantee.check(this);
    }
  }
}
