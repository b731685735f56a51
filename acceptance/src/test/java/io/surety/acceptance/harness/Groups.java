package io.surety.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.schemas.avro.Outcome;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.common.IsolationLevel;

/**
 * Simulated consumer groups of one destination. They read everything, committed or not, take what
 * is for them, and answer by their scripts.
 */
public final class Groups implements AutoCloseable {
  private final SignalWriter writer;
  private final Map<String, Reaction.Script> scripts;
  private final Map<String, Set<String>> consumed = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Delivered> delivered = new ConcurrentLinkedQueue<>();
  private final TopicFollower follower;

  Groups(
      Map<String, Object> client,
      SignalWriter writer,
      String destination,
      Map<String, Reaction.Script> scripts) {
    this.writer = writer;
    this.scripts = new TreeMap<>(scripts);
    scripts.keySet().forEach(group -> consumed.put(group, ConcurrentHashMap.newKeySet()));
    follower =
        new TopicFollower(
            client,
            IsolationLevel.READ_UNCOMMITTED,
            destination,
            record -> react(Delivered.of(record)));
  }

  private void react(Delivered delivery) {
    delivered.add(delivery);
    for (String group : delivery.groups()) {
      Reaction.Script script = scripts.get(group);
      if (script != null) {
        react(group, delivery.id(), delivery.attempt(), script);
      }
    }
  }

  private void react(String group, String id, int attempt, Reaction.Script script) {
    Reaction reaction = script.to(id, attempt);
    if (reaction == Reaction.SILENT) {
      return;
    }
    writer.write(Signals.receive(id, group, attempt));
    switch (reaction) {
      case CONSUME -> {
        writer.write(Signals.consumed(id, group, attempt));
        consumed.get(group).add(id);
      }
      case FAIL -> writer.write(Signals.consume(id, group, attempt, Outcome.FAILED));
      case REJECT -> writer.write(Signals.consume(id, group, attempt, Outcome.REJECTED));
      case RECEIVE_ONLY, SILENT -> {}
    }
  }

  /** The messages that each group has consumed, by the group's own account. */
  public Map<String, Set<String>> consumed() {
    return consumed;
  }

  /** What came to the destination so far, in the order it was read. */
  public List<Delivered> delivered() {
    return List.copyOf(delivered);
  }

  /** Returns once each of these messages has been delivered. */
  public void awaitDelivered(Collection<String> ids) {
    World.eventually(
        () -> {
          Set<String> missing = new TreeSet<>(ids);
          delivered.forEach(delivery -> missing.remove(delivery.id()));
          assertThat(missing).as("not delivered").isEmpty();
        });
  }

  @Override
  public void close() {
    follower.close();
  }
}
