package io.surety.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The main story, told once, so that a reader sees how the rules are used. */
class StoryTest {

  private final Policies policies =
      new Policies() {
        @Override
        public ProducerPolicy producer(String name) {
          return ProducerPolicy.DEFAULT;
        }

        @Override
        public boolean isDestination(String topic) {
          return topic.equals("orders");
        }

        @Override
        public OnNoSubscriber onNoSubscriber(String destination) {
          return OnNoSubscriber.DEAD_LETTER;
        }

        @Override
        public List<Subscription> subscriptions(String destination) {
          return List.of(Subscription.of("billing", "orders"), Subscription.of("stock", "orders"));
        }
      };
  private final Lifecycle lifecycle = new Lifecycle(policies, Limits.DEFAULT);
  private final List<Effect> effects = new ArrayList<>();
  private Message message = Message.absent("m1");

  @Test
  void completesWhenEveryGroupHasConsumed() {
    Content content =
        new Content("shop", "orders", "", "k1", Mode.PREPARE, 7, 1_000, 0, Message.NEVER, 0);

    on(new Signal.Prepare(content), 1_000);
    on(Signal.Decide.of(Signal.Decide.Kind.CONFIRM, Decision.Source.PRODUCER), 1_100);
    on(new Signal.Receive("billing", "b-1", 1), 1_200);
    on(consumed("billing"), 1_300);
    on(new Signal.Due(), 31_100);
    on(consumed("stock"), 31_200);

    assertThat(message.status()).isEqualTo(Status.COMPLETED);
    assertThat(effects)
        .containsExactly(
            new Effect.Dispatch(1, List.of("billing", "stock")),
            new Effect.Dispatch(2, List.of("stock")),
            new Effect.Archive(1));
  }

  private static Signal consumed(String group) {
    return new Signal.Consume(group, Signal.Consume.Outcome.CONSUMED, 1, Failure.NONE, -1);
  }

  private void on(Signal signal, long now) {
    Transition transition = lifecycle.on(message, signal, now);
    message = transition.next();
    effects.addAll(transition.effects());
  }
}
