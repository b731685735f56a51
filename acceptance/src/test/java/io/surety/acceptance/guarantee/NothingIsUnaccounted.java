package io.surety.acceptance.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.acceptance.harness.Outcome;
import io.surety.schemas.avro.Archive;
import io.surety.schemas.avro.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every message has the outcome that the rules give to the log, exactly one archive record for each
 * revision, and exactly one dead letter for each group that gave it up.
 */
public final class NothingIsUnaccounted implements Guarantee {
  @Override
  public void check(Evidence evidence) {
    assertThat(outcomes(evidence.archive()))
        .as("outcomes by the archive, and by the rules")
        .isEqualTo(evidence.folded());
    assertThat(evidence.folded().keySet())
        .as("messages with an outcome, and messages written")
        .isEqualTo(evidence.intents().keySet());
    assertThat(evidence.archive())
        .as("archive records")
        .extracting(record -> record.getMessageId() + " revision " + record.getRevision())
        .doesNotHaveDuplicates();
    assertThat(evidence.deadLetters())
        .as("dead letters")
        .extracting(NothingIsUnaccounted::whose)
        .containsExactlyInAnyOrderElementsOf(givenUp(evidence));
  }

  private static Map<String, Outcome> outcomes(List<Archive> archive) {
    Map<String, Archive> latest = new TreeMap<>();
    for (Archive record : archive) {
      latest.merge(
          record.getMessageId(),
          record,
          (old, now) -> old.getRevision() >= now.getRevision() ? old : now);
    }
    Map<String, Outcome> outcomes = new TreeMap<>();
    latest.forEach((id, record) -> outcomes.put(id, Outcome.of(record)));
    return outcomes;
  }

  private static String whose(DeadLetter letter) {
    return letter.getMessageId() + " for " + letter.getGroup();
  }

  private static List<String> givenUp(Evidence evidence) {
    List<String> all = new ArrayList<>();
    evidence
        .intents()
        .forEach(
            (id, intent) ->
                intent
                    .endings()
                    .forEach(
                        (group, ending) -> {
                          if (!ending.consumed()) {
                            all.add(id + " for " + group);
                          }
                        }));
    return all;
  }
}
