package io.surety.bench.lab;

import io.surety.embedded.EmbeddedKafkaMain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker and a place for files. The broker is a process of its own, or one that runs already. It
 * lives as long as the lab, so that runs that are compared have the same one; topics are made and
 * deleted by each run.
 *
 * <p>Thread-safe.
 */
public final class Lab implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lab.class);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final LabSettings settings;
  private final Optional<Program> broker;
  private final Map<String, Object> client;
  private final Admin admin;
  private final AtomicInteger names = new AtomicInteger();

  private Lab(LabSettings settings, Optional<Program> broker, Map<String, Object> client) {
    this.settings = settings;
    this.broker = broker;
    this.client = Map.copyOf(client);
    this.admin = Admin.create(this.client);
  }

  /**
   * Starts the broker, or connects to the one that is named.
   *
   * @throws LabException if there is none
   */
  public static Lab open(LabSettings settings) {
    if (!settings.client().isEmpty()) {
      return checked(new Lab(settings, Optional.empty(), settings.client()));
    }
    Path directory = settings.directory();
    Program broker =
        Program.java(
            "broker",
            directory,
            settings.broker(),
            EmbeddedKafkaMain.class,
            List.of("--data-dir", directory.resolve("kafka").toString()));
    try {
      String ready = broker.awaitLine("READY", PATIENCE);
      String servers = ready.substring(0, ready.indexOf(' '));
      return checked(new Lab(settings, Optional.of(broker), Map.of("bootstrap.servers", servers)));
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  private static Lab checked(Lab lab) {
    try {
      lab.get(lab.admin.describeCluster().clusterId());
      return lab;
    } catch (RuntimeException e) {
      lab.close();
      throw new LabException("no broker answers at " + lab.client.get("bootstrap.servers"), e);
    }
  }

  /** How programs are to be run. */
  public LabSettings settings() {
    return settings;
  }

  /** How clients reach the broker; copy it and add to it. */
  public Map<String, Object> client() {
    return new HashMap<>(client);
  }

  /** For topics and whatever else; do not close it. */
  public Admin admin() {
    return admin;
  }

  /** What the broker uses, if it is ours. */
  public List<Usage> usages() {
    return broker.map(Program::usage).stream().toList();
  }

  /** A name that nobody else has in this lab, not even on a broker that ran before: for topics. */
  public String newName(String what) {
    return "bench-"
        + what
        + "-"
        + Long.toString(System.currentTimeMillis(), 36)
        + "-"
        + names.incrementAndGet();
  }

  /**
   * A directory for the files of somebody of this name. It is kept after the end, with its logs.
   */
  public Path directory(String name) {
    return settings.directory().resolve(name).toAbsolutePath();
  }

  // ------------------------------------------------------------------ topics

  /** Creates a topic and returns when its leaders answer. */
  public void createTopic(String name, int partitions, Map<String, String> config) {
    get(
        admin
            .createTopics(
                List.of(
                    new NewTopic(name, Optional.of(partitions), Optional.<Short>empty())
                        .configs(config)))
            .all());
    Map<TopicPartition, OffsetSpec> all = new HashMap<>();
    for (int p = 0; p < partitions; p++) {
      all.put(new TopicPartition(name, p), OffsetSpec.latest());
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    // A broker hears of a new topic a moment after the controller has answered.
    while (true) {
      try {
        admin.listOffsets(all).all().get();
        return;
      } catch (ExecutionException e) {
        if (System.nanoTime() > end) {
          throw new LabException("the new topic " + name + " has no leaders", e.getCause());
        }
        LockSupport.parkNanos(20_000_000);
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
  }

  /** Deletes every topic whose name starts so, as far as that can be done; the figures are in. */
  public void deleteTopics(String start) {
    try {
      List<String> mine = new ArrayList<>(get(admin.listTopics().names()));
      mine.removeIf(topic -> !topic.startsWith(start));
      get(admin.deleteTopics(mine).all());
    } catch (LabException e) {
      LOG.warn("Topics {}* are left behind: {}", start, e.getMessage());
    }
  }

  /** The answer of the broker. */
  public <T> T get(Future<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new LabException("Kafka refused: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static LabException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new LabException("interrupted", e);
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(2));
    broker.ifPresent(Program::close);
  }
}
