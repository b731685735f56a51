package io.surety.testkit;

import io.surety.client.KafkaSurety;
import io.surety.client.Surety;
import io.surety.client.SuretyClientConfig;
import io.surety.client.internal.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The parts of a kit, put together. Thread-safe. */
final class World {
  private final SuretyClientConfig config;
  private final MovedClock clock;
  private final Turns turns = new Turns();
  private final Faults faults = new Faults();
  private final MemoryTopics topics;
  private final MemoryCoordinator coordinator;
  private final List<Surety> clients = new ArrayList<>();
  private final List<MemoryTransport> transports = new ArrayList<>();

  World(Instant start) {
    this.config =
        SuretyClientConfig.of(
            Map.of(
                "bootstrap.servers",
                "127.0.0.1:1",
                // What is registered counts at once.
                "surety.registry.staleness.max.ms",
                0));
    this.clock = new MovedClock(start);
    this.topics = new MemoryTopics(turns);
    this.coordinator = new MemoryCoordinator(config, clock, topics, faults);
  }

  Surety connect() {
    MemoryTransport transport =
        new MemoryTransport(config, clock, turns, topics, coordinator, faults);
    Surety client = KafkaSurety.over(Connection.open(config, transport));
    synchronized (clients) {
      clients.add(client);
      transports.add(transport);
    }
    return client;
  }

  Clock clock() {
    return clock;
  }

  Faults faults() {
    return faults;
  }

  SuretyClientConfig config() {
    return config;
  }

  void advance(long ms) {
    turns.alone(
        () -> {
          long end = Math.addExact(clock.millis(), ms);
          turns.drain();
          for (long next = next(); next <= end; next = next()) {
            clock.moveTo(next);
            // The client's own timers first: what they say is in the log before the coordinator's
            // fire, and a timer never overtakes the log.
            if (!wakeClients(next)) {
              coordinator.wake();
            }
            turns.drain();
          }
          clock.moveTo(end);
          turns.drain();
        });
  }

  private long next() {
    long next = coordinator.nextDue();
    for (MemoryTransport transport : transports()) {
      next = Math.min(next, transport.virtualTimer().nextDue());
    }
    return next;
  }

  private boolean wakeClients(long now) {
    boolean any = false;
    for (MemoryTransport transport : transports()) {
      any |= transport.virtualTimer().wake(now);
    }
    return any;
  }

  /** Has the coordinator read a record of a signal topic, as if somebody had written it. */
  void signal(String topic, String key, byte[] value) {
    turns.add(() -> coordinator.take(topic, key, value));
    turns.run();
  }

  List<TestedMessage> messages() {
    return turns.read(coordinator::messages);
  }

  List<DeadLetter> deadLetters() {
    return turns.read(coordinator::deadLetters);
  }

  void close() {
    List<Surety> open;
    synchronized (clients) {
      open = List.copyOf(clients);
    }
    open.forEach(Surety::close);
  }

  private List<MemoryTransport> transports() {
    synchronized (clients) {
      return List.copyOf(transports);
    }
  }
}
