package io.surety.topology.dispatch;

import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Signal;
import io.surety.topology.config.CoordinatorConfig;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each record at once, with an idempotent producer that is shared by the instance.
 *
 * <pre>
 * stream thread ─▶ room? ─▶ directory: exists, allowed, fits? ─▶ producer ─▶ destination
 *                   │ no            │ no          │ not known yet    │
 *                   ▼               ▼             ▼                  ▼ error
 *                      onFailure            waits, in order      onFailure
 * </pre>
 *
 * <p>The caller never waits. What one destination holds is bounded, so that a slow or vanished one
 * does not stop the others. Records of one destination are handed to the producer in the order of
 * their dispatch. Thread-safe.
 */
public final class EagerDispatcher implements Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(EagerDispatcher.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);
  private static final long DRAIN_PAUSE_MS = 5;

  private final DispatchSettings settings;
  private final DestinationDirectory directory;
  private final InFlight inFlight;
  private final Map<String, Destination> destinations = new ConcurrentHashMap<>();
  private final ScheduledExecutorService drainer;
  private final DispatchProducer producer;
  private final Destination.Way way = new ThisWay();
  private volatile boolean isClosed;

  /**
   * A dispatcher.
   *
   * @param directory asked before each record; not closed with the dispatcher
   */
  public EagerDispatcher(CoordinatorConfig config, DestinationDirectory directory) {
    this.settings = config.dispatch();
    this.directory = directory;
    this.inFlight = new InFlight(settings.inFlightMaxBytes(), settings.inFlightMaxRecords());
    this.drainer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "surety-dispatch");
              thread.setDaemon(true);
              return thread;
            });
    this.producer = DispatchProducer.of(config, drainer);
    directory.onChange(this::seen);
  }

  @Override
  public void dispatch(DispatchRequest request, Consumer<Signal.DispatchFailed> onFailure) {
    ProducerRecord<byte[], byte[]> record = DestinationRecord.of(request);
    int size = DestinationRecord.sizeBound(record);
    Destination destination = destination(request.destination());
    if (!destination.share().take(size)) {
      onFailure.accept(
          Outgoing.failed(request, Reason.DESTINATION_UNAVAILABLE, noRoom(destination)));
      return;
    }
    destination.submit(
        new Outgoing(
            request, onFailure, record, size, destination.share(), settings.deliveryTimeout()));
  }

  /** What is on its way to each destination that was dispatched to, by name. */
  public Map<String, Load> loads() {
    Map<String, Load> loads = new TreeMap<>();
    destinations.forEach(
        (topic, destination) ->
            loads.put(
                topic,
                new Load(
                    destination.share().records(),
                    destination.share().bytes(),
                    destination.waiting())));
    return loads;
  }

  /**
   * What is on its way to a destination.
   *
   * @param records not answered yet
   * @param bytes of these records
   * @param waiting those of them that wait because the topic is not known yet
   */
  public record Load(long records, long bytes, int waiting) {}

  private Destination destination(String topic) {
    return destinations.computeIfAbsent(
        topic, name -> new Destination(name, way, inFlight.share()));
  }

  private String noRoom(Destination destination) {
    return "topic '"
        + destination.topic()
        + "' is slow: "
        + destination.share().records()
        + " records with "
        + destination.share().bytes()
        + " bytes are on their way to it; delivery is tried again";
  }

  /** A topic that can be written to is made known to the producer before it is needed. */
  private void seen(String topic) {
    if (directory.state(topic).kind() == DestinationState.Kind.READY) {
      prime(topic, System.nanoTime() + settings.deliveryTimeout().toNanos());
    }
  }

  private void prime(String topic, long deadlineNanos) {
    if (!producer.knows(topic) && System.nanoTime() - deadlineNanos < 0) {
      later(() -> prime(topic, deadlineNanos));
    }
  }

  // A drain that throws must not be the last one.
  private void drainAndGoOn(Destination destination) {
    try {
      drain(destination);
    } catch (RuntimeException e) {
      LOG.error("Defect: records for {} could not be handed on, trying again", destination, e);
      later(() -> drainAndGoOn(destination));
    }
  }

  private void drain(Destination destination) {
    Destination.Left left = destination.drain();
    while (left == Destination.Left.MORE) {
      left = destination.drain();
    }
    if (left == Destination.Left.BLOCKED) {
      later(() -> drainAndGoOn(destination));
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for it.
  private void later(Runnable task) {
    try {
      drainer.schedule(task, DRAIN_PAUSE_MS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      if (!isClosed) {
        throw e;
      }
    }
  }

  private void completed(Outgoing outgoing, Exception e) {
    Reason reason = Failures.reason(e);
    if (reason == Reason.DESTINATION_UNAVAILABLE || reason == Reason.DESTINATION_MISSING) {
      directory.lookSoon();
    }
    Admission now =
        Admission.of(
            directory.state(outgoing.topic()),
            outgoing.topic(),
            outgoing.size(),
            settings.recordMaxBytes());
    if (reason == Reason.DESTINATION_UNAVAILABLE && now.kind() == Admission.Kind.REFUSED) {
      // A record to a topic that is deleted meanwhile ends with nothing but a timeout.
      outgoing.fail(now.reason(), now.detail());
    } else {
      outgoing.fail(
          reason, "topic '" + outgoing.topic() + "' did not take the record: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    isClosed = true;
    producer.close(CLOSE_TIMEOUT);
    drainer.shutdownNow();
    LOG.debug("Dispatcher closed with {} bytes on their way", inFlight.bytes());
  }

  private final class ThisWay implements Destination.Way {
    @Override
    public Admission admission(String topic, int size) {
      DestinationState state = directory.state(topic);
      if (state.kind() == DestinationState.Kind.MISSING
          || state.kind() == DestinationState.Kind.FORBIDDEN) {
        directory.lookSoon();
      }
      return Admission.of(state, topic, size, settings.recordMaxBytes());
    }

    @Override
    public boolean send(Outgoing outgoing) {
      HandOver handOver = new HandOver(outgoing);
      producer.send(outgoing.record(), handOver);
      if (handOver.isTaken()) {
        return true;
      }
      directory.lookSoon();
      return false;
    }

    @Override
    public void drainLater(Destination destination) {
      later(() -> drainAndGoOn(destination));
    }
  }

  /** Tells a record that came back at once from one that failed later. */
  private final class HandOver implements Callback {
    private final Outgoing outgoing;
    private final Thread sender = Thread.currentThread();
    private boolean isOver;
    private boolean cameBack;

    HandOver(Outgoing outgoing) {
      this.outgoing = outgoing;
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception e) {
      if (e == null) {
        outgoing.succeed();
      } else if (Thread.currentThread() == sender && !isOver && isNotKnownYet(e)) {
        cameBack = true;
      } else {
        completed(outgoing, e);
      }
    }

    boolean isTaken() {
      isOver = true;
      return !cameBack;
    }

    // With max.block.ms=0 this is how the producer says that it has to ask for the topic first.
    private boolean isNotKnownYet(Exception e) {
      return e instanceof TimeoutException && !(e instanceof BufferExhaustedException);
    }
  }
}
