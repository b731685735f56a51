package io.surety.topology.queries;

import io.surety.schemas.avro.DestinationRegistration;
import io.surety.schemas.avro.ProducerRegistration;
import io.surety.schemas.avro.SubscriptionRegistration;
import io.surety.topology.Answer;
import io.surety.topology.BusyException;
import io.surety.topology.CoordinatorQueries;
import io.surety.topology.CoreSettings;
import io.surety.topology.MessageScan;
import io.surety.topology.MessageSlice;
import io.surety.topology.MessageView;
import io.surety.topology.TaskProgress;
import io.surety.topology.queries.LocalStores.NotHereException;
import io.surety.topology.registry.Registered;
import io.surety.topology.registry.RegistryFreshness;
import io.surety.topology.registry.RegistryView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.KafkaStreams;

/** Queries that this instance answers from its own stores and its copy of the registry. */
public final class LocalQueries implements CoordinatorQueries {
  private static final Duration CATCH_UP_MAX = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(1);

  /** Whoever waits for a signal is woken by it; everything else is looked at this often. */
  private static final Duration LOOK_AROUND = Duration.ofMillis(50);

  private final LocalStores stores;
  private final Owners owners;
  private final Partitioning partitioning;
  private final TaskProgress progress;
  private final RegistryView registry;
  private final RegistryFreshness freshness;
  private final LocalScans scans;

  /**
   * Queries of a coordinator.
   *
   * @param partitions of each signal topic
   * @param applicationServer where other instances reach this one
   */
  public LocalQueries(
      KafkaStreams streams,
      int partitions,
      Optional<String> applicationServer,
      CoreSettings settings,
      TaskProgress progress,
      RegistryView registry,
      RegistryFreshness freshness) {
    this.partitioning = new Partitioning(partitions);
    this.stores = new LocalStores(streams, progress, settings);
    this.owners = new Owners(streams, partitioning, applicationServer);
    this.progress = progress;
    this.registry = registry;
    this.freshness = freshness;
    this.scans = new LocalScans(stores, progress);
  }

  @Override
  public Answer get(String messageId) {
    int partition = partitioning.of(messageId);
    long asked = System.currentTimeMillis();
    long deadline = System.nanoTime() + CATCH_UP_MAX.toNanos();
    try {
      Optional<Answer> found = find(partition, messageId);
      while (found.isEmpty() && System.nanoTime() - deadline < 0) {
        // It may be in the log, waiting. Only after that has been read is it sure.
        if (hasProcessed(partition, asked)) {
          return find(partition, messageId).orElseGet(Answer.NotFound::new);
        }
        LockSupport.parkNanos(PAUSE.toNanos());
        found = find(partition, messageId);
      }
      return found.orElseGet(() -> new Answer.Moving(Owners.RETRY_AFTER_MS));
    } catch (NotHereException e) {
      return owners.of(messageId);
    }
  }

  @Override
  public Optional<Answer.Elsewhere> otherOwner(String messageId) {
    if (owns(messageId)) {
      return Optional.empty();
    }
    return owners
        .of(messageId)
        .fold(found -> Optional.empty(), Optional::empty, Optional::of, moving -> Optional.empty());
  }

  @Override
  public boolean owns(String messageId) {
    return progress.run(partitioning.of(messageId)).isPresent();
  }

  private Optional<Answer> find(int partition, String messageId) throws NotHereException {
    // Looked at before the row: what is processed between the two may be in the row, but what is
    // not in it must not be claimed.
    long asOf = progress.asOf(partition);
    Optional<Answer> found =
        stores
            .find(partition, messageId)
            .map(row -> new Answer.Found(new MessageView(row.message(), row.isSettled(), asOf)));
    progress.wantHorizon(partition, System.currentTimeMillis());
    return found;
  }

  private boolean hasProcessed(int partition, long time) {
    progress.wantHorizon(partition, System.currentTimeMillis());
    return progress.asOf(partition) >= time;
  }

  @Override
  public List<MessageSlice> scan(MessageScan wanted) throws BusyException {
    return scans.scan(wanted);
  }

  @Override
  public Optional<byte[]> prepare(String messageId) {
    try {
      return stores.prepare(partitioning.of(messageId), messageId);
    } catch (NotHereException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<MessageView> standby(String messageId) {
    return stores
        .findStale(partitioning.of(messageId), messageId)
        .map(row -> new MessageView(row.message(), row.isSettled(), 0));
  }

  @Override
  public List<Answer.Elsewhere> standbys(String messageId) {
    return owners.standbys(messageId);
  }

  @Override
  public List<Answer.Elsewhere> others() {
    return owners.others();
  }

  @Override
  public int partitions() {
    return partitioning.partitions();
  }

  @Override
  public int partitionOf(String messageId) {
    return partitioning.of(messageId);
  }

  @Override
  public Optional<ProducerRegistration> producer(String name) {
    return registry.registrations().producerRegistration(name).map(Registered::value);
  }

  @Override
  public Optional<DestinationRegistration> destination(String topic) {
    return registry.registrations().destinationRegistration(topic).map(Registered::value);
  }

  @Override
  public Optional<SubscriptionRegistration> subscription(String destination, String group) {
    return registry
        .registrations()
        .subscriptionRegistration(destination, group)
        .map(Registered::value);
  }

  @Override
  public List<ProducerRegistration> producers() {
    return values(registry.registrations().producerRegistrations());
  }

  @Override
  public List<DestinationRegistration> destinations() {
    return values(registry.registrations().destinationRegistrations());
  }

  @Override
  public List<SubscriptionRegistration> subscriptions() {
    return values(registry.registrations().subscriptionRegistrations());
  }

  private static <T> List<T> values(List<Registered<T>> registered) {
    return registered.stream().map(Registered::value).toList();
  }

  @Override
  public boolean awaitProcessed(String topic, int partition, long offset, Duration timeout) {
    long asked = System.currentTimeMillis();
    long deadline = System.nanoTime() + timeout.toNanos();
    boolean isTimeLeft = true;
    while (progress.processedOffset(topic, partition) < offset) {
      // Its own task is gone, or it was never here.
      if (progress.run(partition).isEmpty()
          || !isTimeLeft
          || Thread.currentThread().isInterrupted()) {
        return false;
      }
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      progress.parkUntilProcessed(topic, partition, offset, shorter(left, LOOK_AROUND));
      // A task that started after the record was processed knows it only by its time.
      if (hasProcessed(partition, asked)) {
        return true;
      }
      isTimeLeft = System.nanoTime() - deadline < 0;
    }
    return true;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  @Override
  public boolean awaitRegistered(int partition, long offset, Duration timeout) {
    return await(() -> freshness.hasRead(partition, offset), timeout);
  }

  private static boolean await(BooleanSupplier condition, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return true;
  }
}
