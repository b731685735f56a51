package io.surety.client.internal.consume;

import io.surety.client.ConsumeCheckHandler;
import io.surety.client.RedeliveryPolicy;
import io.surety.schemas.avro.SubscriptionRegistration;
import java.time.Duration;
import java.util.Optional;

/** A consumer as it was described, checked. */
public record ConsumerSpec(
    String group,
    String destination,
    String tagFilter,
    Duration ackTimeout,
    Duration processingTimeout,
    Optional<ConsumeCheckHandler> consumeCheck,
    RedeliveryPolicy redelivery,
    int concurrency,
    Handling handling) {

  /** For logs, threads and client ids. */
  String name() {
    return group + "-" + destination;
  }

  /**
   * For no longer than this a message is delivered again by itself, when handlers take no longer.
   */
  Duration redeliveryTime() {
    long delayMs =
        redelivery.steps().stream()
            .mapToLong(Duration::toMillis)
            .max()
            .orElse(redelivery.max().toMillis());
    double attemptMs =
        delayMs * (1 + redelivery.jitter()) + ackTimeout.toMillis() + processingTimeout.toMillis();
    return Duration.ofMillis((long) (redelivery.maxAttempts() * attemptMs));
  }

  /** What the coordinator is told. */
  SubscriptionRegistration registration() {
    return new SubscriptionRegistration(
        group,
        destination,
        tagFilter,
        ackTimeout.toMillis(),
        processingTimeout.toMillis(),
        consumeCheck.isPresent(),
        new io.surety.schemas.avro.RedeliveryPolicy(
            redelivery.initial().toMillis(),
            redelivery.multiplier(),
            redelivery.max().toMillis(),
            redelivery.jitter(),
            redelivery.maxAttempts(),
            redelivery.steps().stream().map(Duration::toMillis).toList()),
        null,
        null);
  }
}
