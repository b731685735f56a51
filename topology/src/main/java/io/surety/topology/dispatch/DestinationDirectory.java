package io.surety.topology.dispatch;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which destinations exist, may be written to, and how large a record they take. A thread of
 * its own asks the brokers every few seconds, and at once when a destination is new; answers here
 * come from memory.
 *
 * <p>While no broker answers, what was known last stays, and {@link #age} grows. Thread-safe.
 */
public final class DestinationDirectory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DestinationDirectory.class);

  /** The least time between two looks, so that a hot and missing destination costs little. */
  private static final Duration PAUSE_MIN = Duration.ofMillis(200);

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final Admin admin;
  private final TopicLook look;
  private final Duration refresh;
  private final Map<String, DestinationState> states = new ConcurrentHashMap<>();
  private final CopyOnWriteArrayList<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::run, "surety-destinations");
  private final Object wake = new Object();
  private boolean isWanted = true;
  private boolean isDoubted;
  private boolean isClosed;
  private long triedAtNanos = System.nanoTime();
  private volatile long lookedAtNanos = System.nanoTime();
  private volatile boolean isFailing;

  /**
   * A directory; {@link #start} sets it to work.
   *
   * @param admin closed with the directory
   * @param refresh time between two looks
   */
  public DestinationDirectory(Admin admin, Duration refresh) {
    this.admin = admin;
    this.look = new TopicLook(admin, ANSWER_TIMEOUT);
    this.refresh = refresh;
    thread.setDaemon(true);
  }

  /** Begins to ask. */
  public DestinationDirectory start() {
    thread.start();
    return this;
  }

  /** Exactly these are registered now; new ones are looked at at once. Cheap when none is new. */
  public void watch(Set<String> destinations) {
    boolean isNew = false;
    for (String destination : destinations) {
      isNew |= states.putIfAbsent(destination, DestinationState.UNKNOWN) == null;
    }
    states.keySet().retainAll(destinations);
    if (isNew) {
      lookAtOnce();
    }
  }

  /** What is known; a destination nobody has asked for yet is looked at at once. */
  public DestinationState state(String destination) {
    DestinationState state = states.get(destination);
    if (state != null) {
      return state;
    }
    states.putIfAbsent(destination, DestinationState.UNKNOWN);
    lookAtOnce();
    return states.getOrDefault(destination, DestinationState.UNKNOWN);
  }

  /** Everything that is known. */
  public Map<String, DestinationState> states() {
    return Map.copyOf(states);
  }

  /** How old the knowledge is. More than a few refreshes: the brokers do not answer. */
  public Duration age() {
    return Duration.ofNanos(System.nanoTime() - lookedAtNanos);
  }

  /** Somebody has reason to doubt what is known: look again as soon as is decent. */
  public void lookSoon() {
    synchronized (wake) {
      isDoubted = true;
      wake.notifyAll();
    }
  }

  private void lookAtOnce() {
    synchronized (wake) {
      isWanted = true;
      wake.notifyAll();
    }
  }

  /** Tells, on the directory's thread, the name of a destination that is seen in a new state. */
  public void onChange(Consumer<String> listener) {
    listeners.add(listener);
  }

  private void run() {
    try {
      while (awaitTurn()) {
        lookNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitTurn() throws InterruptedException {
    synchronized (wake) {
      while (!isClosed && !isWanted) {
        Duration pause = isDoubted ? PAUSE_MIN : refresh;
        long remainingMs = pause.minusNanos(System.nanoTime() - triedAtNanos).toMillis();
        if (remainingMs <= 0) {
          break;
        }
        wake.wait(remainingMs);
      }
      isWanted = false;
      isDoubted = false;
      triedAtNanos = System.nanoTime();
      return !isClosed;
    }
  }

  private void lookNow() throws InterruptedException {
    Set<String> destinations = Set.copyOf(states.keySet());
    try {
      Map<String, DestinationState> seen =
          destinations.isEmpty() ? Map.of() : look.at(destinations);
      lookedAtNanos = System.nanoTime();
      recovered();
      seen.forEach(this::update);
      if (!seen.keySet().containsAll(destinations)) {
        lookSoon();
      }
    } catch (ExecutionException | RuntimeException e) {
      failed(e);
    }
  }

  private void update(String destination, DestinationState seen) {
    // Not put back if it was deregistered meanwhile.
    DestinationState before = states.replace(destination, seen);
    if (before != null && !before.equals(seen)) {
      if (before.kind() != seen.kind()) {
        LOG.info(
            "Destination {} is {} (was {}) {}",
            destination,
            seen.kind(),
            before.kind(),
            seen.detail());
      }
      listeners.forEach(listener -> listener.accept(destination));
    }
  }

  private void failed(Exception e) {
    if (!isFailing && !isClosing()) {
      LOG.warn(
          "Brokers do not answer about destinations, going on with what was known before: {}",
          String.valueOf(e.getMessage()));
    }
    isFailing = true;
  }

  private void recovered() {
    if (isFailing) {
      LOG.info("Brokers answer about destinations again");
    }
    isFailing = false;
  }

  private boolean isClosing() {
    synchronized (wake) {
      return isClosed;
    }
  }

  /** Stops asking. Idempotent. */
  @Override
  public void close() {
    synchronized (wake) {
      isClosed = true;
      wake.notifyAll();
    }
    admin.close(CLOSE_TIMEOUT);
    thread.interrupt();
  }
}
