package io.surety.rest.read;

import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Reason;
import java.util.Optional;
import java.util.Set;

/**
 * Which deliveries are wanted.
 *
 * @param statuses one of these; empty for any
 * @param attemptsMin so many attempts or more; 0 for any
 */
record DeliveryFilter(
    Optional<String> group,
    Set<DeliveryStatus> statuses,
    Optional<Reason> reason,
    Optional<String> fingerprint,
    int attemptsMin) {
  DeliveryFilter {
    statuses = Set.copyOf(statuses);
  }

  /** True if nothing is said. */
  boolean isEmpty() {
    return group.isEmpty()
        && statuses.isEmpty()
        && reason.isEmpty()
        && fingerprint.isEmpty()
        && attemptsMin == 0;
  }

  boolean test(Delivery delivery) {
    return group.map(delivery.group()::equals).orElse(true)
        && (statuses.isEmpty() || statuses.contains(delivery.status()))
        && reason.map(delivery.reason()::equals).orElse(true)
        && fingerprint
            .map(Fingerprints.of(delivery.reason(), delivery.failure())::equals)
            .orElse(true)
        && delivery.attempt() >= attemptsMin;
  }

  boolean test(DeadLetter dead) {
    return group.map(dead.group()::equals).orElse(true)
        && (statuses.isEmpty() || statuses.contains(DeliveryStatus.DEAD))
        && reason.map(dead.reason()::equals).orElse(true)
        && fingerprint.map(dead.fingerprint()::equals).orElse(true)
        && dead.attempts() >= attemptsMin;
  }
}
