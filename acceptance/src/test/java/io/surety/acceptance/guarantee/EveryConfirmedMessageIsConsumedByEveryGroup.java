package io.surety.acceptance.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was confirmed is consumed by every group that did not refuse it, by its own account. */
public final class EveryConfirmedMessageIsConsumedByEveryGroup implements Guarantee {
  @Override
  public void check(Evidence evidence) {
    Map<String, Set<String>> owed = new TreeMap<>();
    evidence
        .intents()
        .forEach(
            (id, intent) ->
                intent
                    .endings()
                    .forEach(
                        (group, ending) -> {
                          if (ending.consumed()) {
                            owed.computeIfAbsent(group, any -> new TreeSet<>()).add(id);
                          }
                        }));
    owed.forEach(
        (group, ids) ->
            assertThat(evidence.consumed().getOrDefault(group, Set.of()))
                .as("consumed by %s", group)
                .containsAll(ids));
  }
}
