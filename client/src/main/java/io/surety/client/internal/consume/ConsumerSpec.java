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
            redelivery.steps().stream().map(Duration::toMillis).toList()));
  }
}
