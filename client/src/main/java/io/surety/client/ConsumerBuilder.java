package io.surety.client;

import io.surety.client.internal.Checks;
import io.surety.client.internal.consume.ConsumerSpec;
import io.surety.client.internal.consume.Handling;
import io.surety.schemas.Names;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Describes a consumer; {@link #start()} starts it.
 *
 * <pre>{@code
 * Subscription billing =
 *     surety
 *         .consumer("billing")
 *         .destination("order-paid")
 *         .handler(delivery -> invoices.create(delivery.payload()))
 *         .start();
 * }</pre>
 *
 * <p>Bad values are refused at the call that brings them. Not thread-safe.
 */
public final class ConsumerBuilder {
  private static final int CONCURRENCY_MAX = 1_000;

  private final String group;
  private final Function<ConsumerSpec, Subscription> starter;
  private @Nullable String destination;
  private @Nullable Handling handling;
  private String tags = TagFilters.ALL;
  private Duration ackTimeout = Duration.ofSeconds(30);
  private Duration processingTimeout = Duration.ofMinutes(5);
  private Optional<ConsumeCheckHandler> consumeCheck = Optional.empty();
  private RedeliveryPolicy redelivery = RedeliveryPolicy.defaults();
  private int concurrency = 1;

  ConsumerBuilder(String group, Function<ConsumerSpec, Subscription> starter) {
    this.group = Names.GROUP.check(group);
    this.starter = starter;
  }

  /**
   * The topic to consume; needed. For several topics, start several consumers.
   *
   * @throws IllegalArgumentException when it is not a legal topic name
   */
  public ConsumerBuilder destination(String topic) {
    destination = Names.DESTINATION.check(topic);
    return this;
  }

  /**
   * Only messages with these tags: exact tags, {@code a||b}, {@code *} for one word, {@code #} for
   * zero or more words; words are split at dots. Default {@code #}, which is everything.
   *
   * @throws IllegalArgumentException when it is not a filter
   */
  public ConsumerBuilder tags(String filter) {
    tags = TagFilters.check(filter);
    return this;
  }

  /** When and how often a failed message is delivered again. */
  public ConsumerBuilder redelivery(RedeliveryPolicy policy) {
    redelivery = Objects.requireNonNull(policy, "redelivery must not be null");
    return this;
  }

  /**
   * A message that this group has not even read after this long is delivered again: at least 1 ms,
   * default 30 s. Larger bears a longer backlog; smaller notices a lost message sooner.
   */
  public ConsumerBuilder ackTimeout(Duration timeout) {
    Checks.positive("ackTimeout", timeout);
    ackTimeout = timeout;
    return this;
  }

  /**
   * A message that was read, and of which nothing was heard for this long, is delivered again: at
   * least 1 ms, default 5 min. A handler may run longer, because the client renews the time while
   * it does. Smaller notices a crash sooner.
   */
  public ConsumerBuilder processingTimeout(Duration timeout) {
    Checks.positive("processingTimeout", timeout);
    processingTimeout = timeout;
    return this;
  }

  /**
   * Has the coordinator ask this handler before it delivers a message again of which it heard
   * nothing. Default: it asks the inbox, if there is one, and otherwise does not ask.
   */
  public ConsumerBuilder consumeCheck(ConsumeCheckHandler check) {
    consumeCheck = Optional.of(check);
    return this;
  }

  /**
   * So many messages are handled at the same time, at most one for each key: 1 to 1000, default 1.
   */
  public ConsumerBuilder concurrency(int threads) {
    if (threads < 1 || threads > CONCURRENCY_MAX) {
      throw new IllegalArgumentException(
          "concurrency must be between 1 and " + CONCURRENCY_MAX + ", was " + threads);
    }
    concurrency = threads;
    return this;
  }

  /** Consumes the messages; needed, unless there is an inbox. In place of an earlier one. */
  public ConsumerBuilder handler(Handler value) {
    handling = Handling.by(Objects.requireNonNull(value, "handler must not be null"));
    return this;
  }

  /**
   * Consumes the messages in transactions of an inbox: what the handler writes on the connection
   * that it gets has its effect exactly once. A message that the group has consumed before is
   * reported as consumed, and the handler not called. In place of an earlier handler.
   *
   * <p>Consume checks are answered from the inbox, unless {@link #consumeCheck} gives another
   * answer. Records without a message id are remembered by topic, partition, offset and time.
   */
  public ConsumerBuilder inbox(Inbox inbox, InboxHandler value) {
    Objects.requireNonNull(inbox, "inbox must not be null");
    Objects.requireNonNull(value, "handler must not be null");
    handling = Handling.in(inbox, group, value);
    return this;
  }

  /**
   * Subscribes the group, and starts to consume.
   *
   * <p>Returns when messages that are decided from then on are certain to include this group, which
   * takes a little longer than {@code surety.registry.staleness.max.ms} (1 s by default). The
   * subscription replaces an earlier one of the same group and topic, and stays when the consumer
   * is closed; see {@link Surety#unsubscribe}.
   *
   * @throws IllegalStateException when destination or handler is missing
   * @throws IllegalArgumentException when Kafka refuses the configuration, or the inbox forgets
   *     what was consumed while it can be delivered again
   * @throws StartException when the topic is missing or forbidden
   * @throws NotDoneException when the subscription is not stored; nothing was started
   * @throws OutcomeUnknownException when the subscription may be stored; nothing was started: call
   *     again
   */
  public Subscription start() {
    String topic = needed(destination, "destination(topic)");
    Handling handles = needed(handling, "handler(...) or inbox(...)");
    return starter.apply(
        new ConsumerSpec(
            group,
            topic,
            tags,
            ackTimeout,
            processingTimeout,
            consumeCheck.or(handles::consumeCheck),
            redelivery,
            concurrency,
            handles));
  }

  private <T> T needed(@Nullable T value, String call) {
    if (value == null) {
      throw new IllegalStateException(
          "consumer of group '" + group + "' needs " + call + " before start()");
    }
    return value;
  }
}
