package io.surety.spring;

import io.surety.client.ConsumerBuilder;
import io.surety.client.Subscription;
import io.surety.client.Surety;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the consumers when everything else of the application is there, and closes them before
 * anything else is taken away: a handler finds what it needs, to its end. Thread-safe.
 */
final class ListenerContainer implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ListenerContainer.class);

  private final ListenerPostProcessor found;
  private final Supplier<Surety> surety;
  private final Supplier<PayloadConverters> converters;
  private final ObjectProvider<SpringInbox> inbox;
  private final boolean isAutoStartup;
  private final List<Subscription> running = new ArrayList<>();

  ListenerContainer(
      ListenerPostProcessor found,
      Supplier<Surety> surety,
      Supplier<PayloadConverters> converters,
      ObjectProvider<SpringInbox> inbox,
      boolean isAutoStartup) {
    this.found = found;
    this.surety = surety;
    this.converters = converters;
    this.inbox = inbox;
    this.isAutoStartup = isAutoStartup;
  }

  @Override
  public boolean isAutoStartup() {
    return isAutoStartup;
  }

  @Override
  public synchronized void start() {
    if (!running.isEmpty()) {
      return;
    }
    try {
      for (ListenerPlan plan : found.found()) {
        running.add(start(plan));
        LOG.info("{} consumes for group '{}'", plan.who(), plan.group());
      }
    } catch (RuntimeException e) {
      stop();
      throw e;
    }
  }

  private Subscription start(ListenerPlan plan) {
    PayloadConverters known = converters.get();
    ConsumerBuilder consumer = plan.consumer(surety.get());
    if (plan.usesInbox()) {
      consumer.inbox(inbox(plan), (delivery, connection) -> plan.handle(delivery, known));
    } else {
      consumer.handler(delivery -> plan.handle(delivery, known));
    }
    return consumer.start();
  }

  private SpringInbox inbox(ListenerPlan plan) {
    SpringInbox transactional = inbox.getIfAvailable();
    if (transactional == null) {
      throw new IllegalStateException(
          plan.who()
              + " needs the inbox; give the application a DataSource, a transaction manager and"
              + " spring-jdbc, or say inbox = false");
    }
    return transactional;
  }

  @Override
  public synchronized void stop() {
    running.forEach(Subscription::close);
    running.clear();
  }

  @Override
  public synchronized boolean isRunning() {
    return !running.isEmpty();
  }

  /** How many consumers were started and have ended since, which they never should. */
  synchronized long ended() {
    return running.stream().filter(subscription -> !subscription.isRunning()).count();
  }
}
