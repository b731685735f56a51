package io.surety.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.schemas.Codec;
import io.surety.schemas.avro.Archive;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.common.IsolationLevel;
import org.awaitility.Awaitility;

/** Follows the archive topic, committed records only; keeps the latest revision of each message. */
public final class ArchiveLog implements AutoCloseable {
  private final Map<String, Archive> latest = new ConcurrentHashMap<>();
  private final TopicFollower follower;

  ArchiveLog(Map<String, Object> client, Codec codec, String topic) {
    this(
        client,
        topic,
        value -> Optional.of(codec.decode(Archive.class, value).value().orElseThrow()));
  }

  /** For a topic in which there is more than the coordinator's records. */
  ArchiveLog(Map<String, Object> client, String topic, Function<byte[], Optional<Archive>> reader) {
    follower =
        new TopicFollower(
            client,
            IsolationLevel.READ_COMMITTED,
            topic,
            record -> reader.apply(record.value()).ifPresent(this::add));
  }

  private void add(Archive archive) {
    latest.merge(
        archive.getMessageId(),
        archive,
        (old, now) -> {
          if (old.getRevision() == now.getRevision() && !old.equals(now)) {
            throw new AssertionError("two archive records of one revision: " + old + " " + now);
          }
          return old.getRevision() >= now.getRevision() ? old : now;
        });
  }

  /** The outcomes so far, by message id. */
  public Map<String, Outcome> outcomes() {
    Map<String, Outcome> outcomes = new TreeMap<>();
    latest.forEach((id, archive) -> outcomes.put(id, Outcome.of(archive)));
    return outcomes;
  }

  /** How the messages ended so far, by message id. */
  public Map<String, Ending> endings() {
    Map<String, Ending> endings = new TreeMap<>();
    latest.forEach((id, archive) -> endings.put(id, Ending.of(archive)));
    return endings;
  }

  /** How many messages have a record. */
  public int size() {
    return latest.size();
  }

  /** True once each of these has a record. */
  public boolean hasAll(Collection<String> ids) {
    return latest.keySet().containsAll(ids);
  }

  /** The latest record of a message, once there is one. */
  public Archive await(String id) {
    awaitAll(Set.of(id));
    return latest.get(id);
  }

  /** Returns once each of these has a record; fails with those that have none. */
  public void awaitAll(Collection<String> ids) {
    Awaitility.await()
        .atMost(World.PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(latest.keySet()).containsAll(ids));
  }

  @Override
  public void close() {
    follower.close();
  }
}
