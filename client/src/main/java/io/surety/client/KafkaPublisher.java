package io.surety.client;

import io.surety.client.internal.Connection;
import io.surety.client.internal.checkback.CheckBacks;
import io.surety.client.internal.intake.Crew;
import io.surety.client.internal.registry.Registry;
import io.surety.client.internal.send.Await;
import io.surety.client.internal.send.Intent;
import io.surety.client.internal.send.Needs;
import io.surety.client.internal.send.Outgoing;
import io.surety.schemas.RegistryKey;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Publishes through the signal topics. */
final class KafkaPublisher implements Publisher {
  private final String producer;
  private final PublisherOptions options;
  private final Connection connection;
  private final Signals signals;
  private final Set<String> executing = ConcurrentHashMap.newKeySet();
  private final Executed executed = new Executed();
  private final Optional<Crew> checkBacks;

  private KafkaPublisher(String producer, PublisherOptions options, Connection connection) {
    this.producer = producer;
    this.options = options;
    this.connection = connection;
    this.signals = new Signals(connection, producer);
    this.checkBacks =
        options.answersCheckBacks()
            ? Optional.of(
                CheckBacks.crew(producer, options::check, executing::contains, connection))
            : Optional.empty();
  }

  static KafkaPublisher start(
      String producer, PublisherOptions options, Connection connection, Registry registry) {
    Needs needs =
        Needs.NONE.writing(List.of(connection.topics().prepare(), connection.topics().confirm()));
    connection.require(
        options.isRegistered() ? needs.writing(List.of(connection.topics().registry())) : needs);
    KafkaPublisher publisher = new KafkaPublisher(producer, options, connection);
    try {
      if (options.isRegistered()) {
        registry.write(RegistryKey.producer(producer), options.registration(producer));
      }
      publisher.checkBacks.ifPresent(crew -> crew.start(false));
      return publisher;
    } catch (RuntimeException e) {
      publisher.close();
      throw e;
    }
  }

  @Override
  public String producer() {
    return producer;
  }

  @Override
  public void check(Message message) {
    signals.prepare(message, Mode.SEND);
  }

  @Override
  public Duration closeTimeout() {
    return connection.config().closeTimeout();
  }

  @Override
  public String prepare(Message message) {
    return store(message, Mode.PREPARE);
  }

  @Override
  public CompletableFuture<String> prepareAsync(Message message) {
    return storeAsync(message, Mode.PREPARE);
  }

  @Override
  public String prepare(Bundle bundle) {
    checkBundle(bundle);
    Await.done(
        new BundlePrepare(bundle, signals, connection).run(), Intent.prepareBundle(bundle.id()));
    return bundle.id();
  }

  @Override
  public CompletableFuture<String> prepareAsync(Bundle bundle) {
    checkBundle(bundle);
    try {
      return new BundlePrepare(bundle, signals, connection).run();
    } catch (NotDoneException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Whichever message is asked about, the answer must be that of the bundle. */
  private void checkBundle(Bundle bundle) {
    if (!options.isAnsweredByOne(bundle)) {
      throw new IllegalArgumentException(
          "the destinations of bundle '"
              + bundle.id()
              + "' have different check-back handlers, was "
              + bundle.messages().stream().map(Message::destination).distinct().toList()
              + "; give them the same one in PublisherOptions, or publish with a publisher of its"
              + " own");
    }
  }

  @Override
  public String send(Message message) {
    return store(message, Mode.SEND);
  }

  @Override
  public CompletableFuture<String> sendAsync(Message message) {
    return storeAsync(message, Mode.SEND);
  }

  @Override
  public String direct(Message message) {
    return store(message, Mode.DIRECT);
  }

  @Override
  public CompletableFuture<String> directAsync(Message message) {
    return storeAsync(message, Mode.DIRECT);
  }

  @Override
  public void confirm(String messageId) {
    settle(confirmation(messageId));
  }

  @Override
  public CompletableFuture<Void> confirmAsync(String messageId) {
    return settleAsync(confirmation(messageId));
  }

  @Override
  public void rollBack(String messageId) {
    settle(signals.decide("roll back", messageId, Decision.ROLL_BACK, null));
  }

  @Override
  public void rollBack(String messageId, String reason) {
    settle(signals.decide("roll back", messageId, Decision.ROLL_BACK, reason));
  }

  @Override
  public CompletableFuture<Void> rollBackAsync(String messageId) {
    return settleAsync(signals.decide("roll back", messageId, Decision.ROLL_BACK, null));
  }

  @Override
  public CompletableFuture<Void> rollBackAsync(String messageId, String reason) {
    return settleAsync(signals.decide("roll back", messageId, Decision.ROLL_BACK, reason));
  }

  @Override
  public void cancel(String messageId, String reason) {
    settle(signals.decide("cancel", messageId, Decision.CANCEL, reason));
  }

  @Override
  public CompletableFuture<Void> cancelAsync(String messageId, String reason) {
    return settleAsync(signals.decide("cancel", messageId, Decision.CANCEL, reason));
  }

  @Override
  public void reschedule(String messageId, Instant deliverAt) {
    settle(rescheduling(messageId, deliverAt));
  }

  @Override
  public CompletableFuture<Void> rescheduleAsync(String messageId, Instant deliverAt) {
    return settleAsync(rescheduling(messageId, deliverAt));
  }

  @Override
  public void deliverNow(String messageId) {
    settle(signals.decide("deliver now", messageId, Decision.DELIVER_NOW, null));
  }

  @Override
  public CompletableFuture<Void> deliverNowAsync(String messageId) {
    return settleAsync(signals.decide("deliver now", messageId, Decision.DELIVER_NOW, null));
  }

  @Override
  public <R, X extends Exception> R execute(Message message, LocalTransaction<R, X> work) throws X {
    requireCheckBacks();
    executed.begin(message.id(), "message '" + message.id() + "'");
    executing.add(message.id());
    Execution execution = Execution.of(this, message);
    try {
      return execution.run(work);
    } finally {
      executing.remove(message.id());
      if (execution.isUntouched()) {
        executed.forget(message.id());
      }
    }
  }

  @Override
  public <R, X extends Exception> R execute(Bundle bundle, LocalTransaction<R, X> work) throws X {
    requireCheckBacks();
    executed.begin(bundle.id(), "bundle '" + bundle.id() + "'");
    executing.addAll(bundle.messageIds());
    try {
      return Execution.of(this, bundle).run(work);
    } finally {
      bundle.messageIds().forEach(executing::remove);
    }
  }

  private void requireCheckBacks() {
    if (checkBacks.isEmpty()) {
      throw new IllegalStateException(
          "publisher '"
              + producer
              + "' has no check-back handler, which must settle what a crash"
              + " leaves open; give one to publisher(name, options), or prepare and confirm"
              + " yourself");
    }
  }

  /** Begins to stop answering; returns at once. */
  void stop() {
    checkBacks.ifPresent(Crew::stop);
  }

  boolean answersCheckBacks() {
    return checkBacks.filter(Crew::isRunning).isPresent();
  }

  @Override
  public void close() {
    checkBacks.ifPresent(Crew::close);
  }

  private Outgoing confirmation(String messageId) {
    return signals.decide("confirm", messageId, Decision.CONFIRM, null);
  }

  private Outgoing rescheduling(String messageId, Instant deliverAt) {
    return signals.decide("reschedule", messageId, Decision.RESCHEDULE, null, deliverAt);
  }

  private String store(Message message, Mode mode) {
    settle(signals.prepare(message, mode));
    return message.id();
  }

  private CompletableFuture<String> storeAsync(Message message, Mode mode) {
    try {
      Outgoing outgoing = signals.prepare(message, mode);
      return connection
          .callbacks()
          .complete(connection.producer().send(outgoing), () -> message.id());
    } catch (NotDoneException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void settle(Outgoing outgoing) {
    Await.done(connection.producer().send(outgoing), outgoing.intent());
  }

  private CompletableFuture<Void> settleAsync(Outgoing outgoing) {
    return connection.callbacks().complete(connection.producer().send(outgoing), () -> null);
  }
}
