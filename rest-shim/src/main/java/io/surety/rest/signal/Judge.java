package io.surety.rest.signal;

import io.surety.lifecycle.Lifecycle;
import io.surety.lifecycle.Limits;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Policies;
import io.surety.lifecycle.ProducerPolicy;
import io.surety.lifecycle.Refusal;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Subscription;
import java.util.List;
import java.util.Optional;

/**
 * Asks the rules what they would answer to a signal, without doing it. After a decision has been
 * processed, the same decision again is a duplicate if it stands, and something else if it lost: so
 * the rules, and not a second copy of them, say what became of it. Thread-safe.
 */
final class Judge {
  private final Lifecycle rules = new Lifecycle(new NothingRegistered(), Limits.DEFAULT);

  /** Why the signal would change nothing now; empty if it would. */
  Optional<Refusal> refusal(Message message, Signal signal, long now) {
    return rules.on(message, signal, now).refusal();
  }

  /** Refusals do not depend on what is registered, only on what is done does. */
  private record NothingRegistered() implements Policies {
    @Override
    public ProducerPolicy producer(String name) {
      return ProducerPolicy.DEFAULT;
    }

    @Override
    public boolean isDestination(String topic) {
      return true;
    }

    @Override
    public OnNoSubscriber onNoSubscriber(String destination) {
      return OnNoSubscriber.DEAD_LETTER;
    }

    @Override
    public List<Subscription> subscriptions(String destination) {
      return List.of();
    }
  }
}
