package io.surety.cli.kafka;

import io.surety.cli.print.Cells;
import io.surety.schemas.Topics;
import io.surety.topology.config.CoordinatorConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether clocks agree. Brokers do not tell their time; what they have stamped last does, in one
 * direction: nothing can have been stamped later than now.
 */
final class ClockChecks {
  static final Duration WARN = Duration.ofSeconds(5);

  /** Servers do not believe each other beyond this. */
  static final Duration FAIL = Duration.ofSeconds(30);

  private static final String REMEDY = "synchronise the clocks of all machines (NTP)";

  private ClockChecks() {}

  /** By the newest record of the signal topics. */
  static List<Finding> brokers(CoordinatorConfig config, Admin admin, long now)
      throws InterruptedException {
    try {
      OptionalLong newest = newest(config.topics(), admin);
      if (newest.isEmpty()) {
        return List.of(Finding.ok("clocks", "no record yet by which the brokers' clock shows"));
      }
      Duration ahead = Duration.ofMillis(newest.getAsLong() - now);
      return ahead.compareTo(WARN) > 0
          ? List.of(of("the brokers' clock is at least", ahead))
          : List.of(Finding.ok("clocks", "no record of the brokers is from the future"));
    } catch (ExecutionException e) {
      // The topics are missing or hidden, which was said.
      return List.of();
    }
  }

  /**
   * By the time in a server's answer, which has whole seconds.
   *
   * @param told epoch ms
   * @param now epoch ms, when the answer came
   */
  static Finding server(long told, long now) {
    Duration skew = Duration.ofMillis(told - now);
    return skew.abs().compareTo(WARN) > 0
        ? of("the server's clock is", skew)
        : Finding.ok("clocks", "the server's clock and this one agree within some seconds");
  }

  private static Finding of(String whose, Duration ahead) {
    String found =
        whose
            + " "
            + Cells.duration(ahead.abs())
            + (ahead.isNegative() ? " behind this one" : " ahead of this one");
    return ahead.abs().compareTo(FAIL) > 0
        ? Finding.fail("clocks", found, REMEDY)
        : Finding.warn("clocks", found, REMEDY);
  }

  private static OptionalLong newest(Topics topics, Admin admin)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (TopicDescription topic :
        admin.describeTopics(topics.signals()).allTopicNames().get().values()) {
      topic
          .partitions()
          .forEach(
              partition ->
                  asked.put(
                      new TopicPartition(topic.name(), partition.partition()),
                      OffsetSpec.maxTimestamp()));
    }
    List<Long> times = new ArrayList<>();
    for (ListOffsetsResultInfo info : admin.listOffsets(asked).all().get().values()) {
      if (info.timestamp() >= 0) {
        times.add(info.timestamp());
      }
    }
    return times.stream().mapToLong(Long::longValue).max();
  }
}
