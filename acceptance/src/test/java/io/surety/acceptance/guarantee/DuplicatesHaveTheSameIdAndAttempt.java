package io.surety.acceptance.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.acceptance.harness.Delivered;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A group is delivered just the attempts that its own behaviour called for. What comes more than
 * once has the same id and attempt, and the same key, payload and application headers.
 */
public final class DuplicatesHaveTheSameIdAndAttempt implements Guarantee {
  @Override
  public void check(Evidence evidence) {
    assertThat(attempts(evidence.delivered()))
        .as("attempts by message and group")
        .isEqualTo(calledFor(evidence.intents()));
    Map<String, String> first = new HashMap<>();
    for (Delivered delivery : evidence.delivered()) {
      String content = content(delivery.record());
      assertThat(content)
          .as("content of %s, attempt %d", delivery.id(), delivery.attempt())
          .isEqualTo(first.computeIfAbsent(delivery.id(), any -> content));
    }
  }

  private static Map<String, Set<Integer>> attempts(List<Delivered> deliveries) {
    Map<String, Set<Integer>> attempts = new TreeMap<>();
    for (Delivered delivery : deliveries) {
      for (String group : delivery.groups()) {
        attempts
            .computeIfAbsent(delivery.id() + " for " + group, any -> new TreeSet<>())
            .add(delivery.attempt());
      }
    }
    return attempts;
  }

  private static Map<String, Set<Integer>> calledFor(Map<String, Intent> intents) {
    Map<String, Set<Integer>> attempts = new TreeMap<>();
    intents.forEach(
        (id, intent) ->
            intent
                .endings()
                .forEach(
                    (group, ending) -> {
                      Set<Integer> numbers = new TreeSet<>();
                      for (int attempt = 1; attempt <= ending.attempts(); attempt++) {
                        numbers.add(attempt);
                      }
                      attempts.put(id + " for " + group, numbers);
                    }));
    return attempts;
  }

  private static String content(ConsumerRecord<byte[], byte[]> record) {
    List<String> parts = new ArrayList<>();
    parts.add(Arrays.toString(record.key()));
    parts.add(Arrays.toString(record.value()));
    record
        .headers()
        .forEach(
            header -> {
              if (!header.key().startsWith("surety-")) {
                parts.add(header.key() + "=" + Arrays.toString(header.value()));
              }
            });
    return String.join(" ", parts);
  }
}
