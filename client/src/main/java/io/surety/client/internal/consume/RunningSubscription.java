package io.surety.client.internal.consume;

import io.surety.client.Inbox;
import io.surety.client.Subscription;
import io.surety.client.internal.Connection;
import io.surety.client.internal.intake.Crew;
import io.surety.client.internal.registry.Registry;
import io.surety.client.internal.send.Needs;
import io.surety.schemas.RegistryKey;
import java.util.ArrayList;
import java.util.List;

/** A consumer at work. */
public final class RunningSubscription implements Subscription {
  private final ConsumerSpec spec;
  private final Renewals renewals;
  private final Inbox.Purging purging;
  private final Crew deliveries;
  private final List<Crew> crews = new ArrayList<>();

  private RunningSubscription(
      ConsumerSpec spec, Connection connection, Renewals renewals, Inbox.Purging purging) {
    this.spec = spec;
    this.renewals = renewals;
    this.purging = purging;
    this.deliveries =
        connection.crew(
            new Crew.Spec(
                "surety-" + spec.name(),
                spec.destination(),
                spec.group(),
                spec.name(),
                spec.concurrency()),
            new Deliveries(
                spec.group(),
                spec.handling(),
                Reports.of(connection, spec.group()),
                connection.reporter(),
                renewals,
                connection.timer()));
    crews.add(deliveries);
  }

  private static RunningSubscription open(ConsumerSpec spec, Connection connection) {
    Inbox.Purging purging = spec.handling().startPurging(spec.redeliveryTime());
    Renewals renewals =
        new Renewals(spec.processingTimeout(), connection.timer(), connection::elapsedMs);
    try {
      return new RunningSubscription(spec, connection, renewals, purging);
    } catch (RuntimeException e) {
      renewals.close();
      purging.close();
      throw e;
    }
  }

  /**
   * Subscribes the group and starts to read; returns when the group is certain to get what is
   * decided from now on.
   *
   * @throws IllegalArgumentException when Kafka refuses the consumer's configuration, or the inbox
   *     forgets too soon
   * @throws io.surety.client.StartException when a topic is missing or forbidden
   * @throws io.surety.client.NotDoneException when the subscription is not stored
   * @throws io.surety.client.OutcomeUnknownException when it may be stored
   */
  public static RunningSubscription start(
      ConsumerSpec spec, Connection connection, Registry registry) {
    connection.requireDestination(spec.destination(), spec.group());
    connection.require(
        Needs.NONE.writing(
            List.of(
                connection.topics().receive(),
                connection.topics().consume(),
                connection.topics().registry())));
    RunningSubscription subscription = open(spec, connection);
    try {
      spec.consumeCheck()
          .ifPresent(
              handler -> subscription.crews.add(ConsumeChecks.crew(spec, handler, connection)));
      String key = RegistryKey.subscription(spec.destination(), spec.group());
      registry.write(key, spec.registration());
      subscription.crews.forEach(crew -> crew.start(true));
      registry.awaitSettled(key);
      return subscription;
    } catch (RuntimeException e) {
      subscription.close();
      throw e;
    }
  }

  @Override
  public String group() {
    return spec.group();
  }

  @Override
  public String destination() {
    return spec.destination();
  }

  @Override
  public boolean isRunning() {
    return deliveries.isRunning();
  }

  @Override
  public void awaitClosed() throws InterruptedException {
    deliveries.awaitStopped();
  }

  /** Begins to stop; returns at once. */
  public void stop() {
    crews.forEach(Crew::stop);
  }

  @Override
  public void close() {
    stop();
    crews.forEach(Crew::close);
    renewals.close();
    purging.close();
  }
}
