package io.surety.client;

import io.surety.schemas.Names;
import io.surety.schemas.avro.OnExhausted;
import io.surety.schemas.avro.ProducerRegistration;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a publisher answers check-backs, and how it wants to be asked.
 *
 * <pre>{@code
 * PublisherOptions.create()
 *     .checkBack(question -> orders.isPaid(question.messageId()) ? CONFIRM : ROLL_BACK)
 *     .policy(CheckBackPolicy.defaults().withCheckBackAfter(Duration.ofSeconds(30)))
 * }</pre>
 *
 * Immutable: each method returns a changed copy.
 */
public final class PublisherOptions {
  private final Optional<CheckBackHandler> checkBack;
  private final Map<String, CheckBackHandler> byDestination;
  private final Optional<CheckBackPolicy> policy;

  private PublisherOptions(
      Optional<CheckBackHandler> checkBack,
      Map<String, CheckBackHandler> byDestination,
      Optional<CheckBackPolicy> policy) {
    this.checkBack = checkBack;
    this.byDestination = byDestination;
    this.policy = policy;
  }

  /** No check-back, and no policy of its own: nothing is registered. */
  public static PublisherOptions create() {
    return new PublisherOptions(Optional.empty(), Map.of(), Optional.empty());
  }

  /** Answers check-backs with this handler. */
  public PublisherOptions checkBack(CheckBackHandler handler) {
    return new PublisherOptions(Optional.of(handler), byDestination, policy);
  }

  /**
   * Answers check-backs for messages to one destination with this handler, whatever the general one
   * is.
   *
   * @throws IllegalArgumentException when the destination is not a legal topic name
   */
  public PublisherOptions checkBack(String destination, CheckBackHandler handler) {
    Map<String, CheckBackHandler> changed = new LinkedHashMap<>(byDestination);
    changed.put(Names.DESTINATION.check(destination), handler);
    return new PublisherOptions(checkBack, Map.copyOf(changed), policy);
  }

  /** Wants to be asked by this policy. */
  public PublisherOptions policy(CheckBackPolicy value) {
    return new PublisherOptions(checkBack, byDestination, Optional.of(value));
  }

  /** Whether there is a handler for messages to any destination. */
  public boolean hasCheckBack() {
    return checkBack.isPresent();
  }

  /** Whether messages to this destination have a handler of their own. */
  public boolean hasCheckBack(String destination) {
    return byDestination.containsKey(destination);
  }

  /** By which it wants to be asked: where it is empty, the coordinator's defaults count. */
  public CheckBackPolicy checkBackPolicy() {
    return policy.orElseGet(CheckBackPolicy::defaults);
  }

  boolean answersCheckBacks() {
    return checkBack.isPresent() || !byDestination.isEmpty();
  }

  boolean isRegistered() {
    return answersCheckBacks() || policy.isPresent();
  }

  /** What the coordinator is told. */
  ProducerRegistration registration(String producer) {
    CheckBackPolicy told = checkBackPolicy();
    OnExhausted onExhausted =
        switch (told.onExhausted()) {
          case UNRESOLVED -> OnExhausted.UNRESOLVED;
          case ROLL_BACK -> OnExhausted.ROLL_BACK;
        };
    return ProducerRegistration.newBuilder()
        .setName(producer)
        .setCheckBackAfterMs(told.checkBackAfter().map(Duration::toMillis).orElse(null))
        .setCheckBackMaxDelayMs(told.maxDelay().map(Duration::toMillis).orElse(null))
        .setCheckBackBudget(told.budget().orElse(null))
        .setCheckBackMaxAgeMs(told.maxAge().map(Duration::toMillis).orElse(null))
        .setOnExhausted(onExhausted)
        .build();
  }

  /** Who answers for this destination; without anybody the answer is UNKNOWN. */
  Verdict check(CheckBackQuestion question) throws Exception {
    return handler(question.destination()).orElse(unasked -> Verdict.UNKNOWN).check(question);
  }

  /** Whether all messages of the bundle have the same handler, or none. */
  boolean isAnsweredByOne(Bundle bundle) {
    return bundle.messages().stream()
            .map(message -> handler(message.destination()))
            .distinct()
            .count()
        == 1;
  }

  private Optional<CheckBackHandler> handler(String destination) {
    return Optional.ofNullable(byDestination.get(destination)).or(() -> checkBack);
  }
}
