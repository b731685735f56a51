package io.surety.topology.setup;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * Partition counts, which nothing else checks. With another count a routing key is in another
 * partition, and the signals of one message would meet two different states.
 *
 * @param signals names of the signal topics
 * @param changelogs names of the changelogs
 * @param topics those of them that exist
 */
record PartitionChecks(
    List<String> signals, List<String> changelogs, Map<String, TopicDescription> topics) {

  /** The count that signal topics have, or must have because of the state that is there. */
  Optional<Integer> expected() {
    return changelogs.stream()
        .flatMap(name -> count(name).stream())
        .findFirst()
        .or(() -> signals.stream().flatMap(name -> count(name).stream()).findFirst());
  }

  /** Problems of topics that exist. */
  List<String> problems(String group, Collection<TopicPartition> committed) {
    List<String> problems = new ArrayList<>();
    int expected = expected().orElse(0);
    for (String name : signals) {
      count(name)
          .filter(count -> count != expected)
          .ifPresent(count -> problems.add(changed(name, expected, count)));
    }
    for (String name : changelogs) {
      count(name)
          .filter(count -> count != expected)
          .ifPresent(count -> problems.add(changed(name, expected, count)));
    }
    boolean hasRun = committed.stream().anyMatch(partition -> signals.contains(partition.topic()));
    if (hasRun) {
      changelogs.stream()
          .filter(name -> !topics.containsKey(name))
          .forEach(name -> problems.add(lost(name, group)));
    }
    return problems;
  }

  private String changed(String name, int expected, int found) {
    boolean isByState = changelogs.stream().anyMatch(topics::containsKey);
    return "topic '"
        + name
        + "' must have "
        + expected
        + " partitions, as "
        + (isByState ? "the state of this application id has" : "the other signal topics have")
        + ", has "
        + found
        + (isByState
            ? "; the count cannot be changed: create the topic again with "
                + expected
                + " partitions, or begin anew with another surety.topic.prefix and"
                + " surety.application.id"
            : "; create it again with "
                + expected
                + " partitions, or add partitions to the others before the first start");
  }

  private static String lost(String changelog, String group) {
    return "group '"
        + group
        + "' has read signals before, but the state is gone: topic '"
        + changelog
        + "' does not exist; restore it, or begin at the oldest signals that are left with:"
        + " kafka-consumer-groups.sh --delete --group "
        + group;
  }

  private Optional<Integer> count(String name) {
    return Optional.ofNullable(topics.get(name)).map(topic -> topic.partitions().size());
  }
}
