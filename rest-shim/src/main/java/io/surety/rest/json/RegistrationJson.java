package io.surety.rest.json;

import io.surety.schemas.avro.DestinationRegistration;
import io.surety.schemas.avro.ProducerRegistration;
import io.surety.schemas.avro.RedeliveryPolicy;
import io.surety.schemas.avro.SubscriptionRegistration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Registrations as they are shown; what is shown can be written back. */
public final class RegistrationJson {
  private RegistrationJson() {}

  /** A destination. */
  public static Map<String, Object> of(DestinationRegistration destination) {
    return new Members()
        .put("topic", destination.getTopic())
        .put("onNoSubscriber", destination.getOnNoSubscriber())
        .toMap();
  }

  /** A producer; policy fields that are left out follow the coordinator's defaults. */
  public static Map<String, Object> of(ProducerRegistration producer) {
    return new Members()
        .put("name", producer.getName())
        .put("checkBackAfterMs", producer.getCheckBackAfterMs())
        .put("checkBackMaxDelayMs", producer.getCheckBackMaxDelayMs())
        .put("checkBackBudget", producer.getCheckBackBudget())
        .put("checkBackMaxAgeMs", producer.getCheckBackMaxAgeMs())
        .put("onExhausted", producer.getOnExhausted())
        .put("callback", callback(producer.getCallbackUrl(), producer.getCallbackSecret()))
        .toMap();
  }

  /** A subscription. */
  public static Map<String, Object> of(SubscriptionRegistration subscription) {
    return new Members()
        .put("destination", subscription.getDestination())
        .put("group", subscription.getGroup())
        .put("tagFilter", subscription.getTagFilter())
        .put("ackTimeoutMs", subscription.getAckTimeoutMs())
        .put("processingTimeoutMs", subscription.getProcessingTimeoutMs())
        .put("consumeCheck", subscription.getConsumeCheck())
        .put("redelivery", redelivery(subscription.getRedelivery()))
        .put("callback", callback(subscription.getCallbackUrl(), subscription.getCallbackSecret()))
        .toMap();
  }

  private static @Nullable Object callback(@Nullable String url, @Nullable String secret) {
    return url == null ? null : new Members().put("url", url).put("secret", secret).toMap();
  }

  private static Map<String, Object> redelivery(RedeliveryPolicy policy) {
    return new Members()
        .put("initialMs", policy.getInitialMs())
        .put("multiplier", policy.getMultiplier())
        .put("maxMs", policy.getMaxMs())
        .put("jitter", policy.getJitter())
        .put("maxAttempts", policy.getMaxAttempts())
        .list("stepsMs", policy.getStepsMs())
        .toMap();
  }
}
