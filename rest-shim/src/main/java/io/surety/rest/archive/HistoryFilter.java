package io.surety.rest.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which messages of the archive are wanted: all that keep every condition.
 *
 * @param id exactly this message
 * @param key business key
 * @param destination topic
 * @param producer name
 * @param group a consumer group it was for
 * @param outcome status of the message, or of its delivery where a group is given
 * @param from finished then or later, epoch ms
 * @param to finished before, epoch ms
 */
public record HistoryFilter(
    Optional<String> id,
    Optional<String> key,
    Optional<String> destination,
    Optional<String> producer,
    Optional<String> group,
    Optional<String> outcome,
    Optional<Long> from,
    Optional<Long> to) {

  /** What a cursor belongs to: another filter needs another cursor. */
  String fingerprint() {
    return Integer.toHexString(hashCode());
  }

  /** The conditions, each with its value. */
  List<Condition> conditions() {
    List<Condition> all = new ArrayList<>();
    id.ifPresent(value -> all.add(new Condition("m.message_id = ?", value)));
    key.ifPresent(value -> all.add(new Condition("m.business_key = ?", value)));
    destination.ifPresent(value -> all.add(new Condition("m.destination = ?", value)));
    producer.ifPresent(value -> all.add(new Condition("m.producer = ?", value)));
    from.ifPresent(value -> all.add(time("m.finished_at >= ", value)));
    to.ifPresent(value -> all.add(time("m.finished_at < ", value)));
    if (group.isEmpty()) {
      outcome.ifPresent(value -> all.add(new Condition("m.status = ?", value)));
    } else {
      all.add(
          new Condition(
              """
              EXISTS (SELECT FROM delivery_archive d WHERE d.message_id = m.message_id
                AND d.began_at = m.began_at AND d.consumer_group = ?)\
              """,
              group.get()));
      outcome.ifPresent(
          value ->
              all.add(
                  new Condition(
                      """
                      EXISTS (SELECT FROM delivery_archive d WHERE d.message_id = m.message_id
                        AND d.began_at = m.began_at AND d.consumer_group = ? AND d.status = ?)\
                      """,
                      group.get(),
                      value)));
    }
    return all;
  }

  private static Condition time(String condition, long epochMs) {
    return new Condition(condition + "to_timestamp(? / 1000.0)", epochMs);
  }

  /** A condition of SQL with the values of its marks. */
  record Condition(String sql, List<Object> values) {
    Condition(String sql, Object value) {
      this(sql, List.of(value));
    }

    Condition(String sql, String first, String second) {
      this(sql, List.of(first, second));
    }
  }
}
