package io.surety.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** After an outage the log is old, and a group cannot have had what was not dispatched yet. */
class LateReadingTest {

  private static final long CONFIRMED_AT = 1_000;
  private static final long READ_AT = 3_600_000;

  private final Lifecycle lifecycle =
      new Lifecycle(new OneDestination(List.of("billing")), Limits.DEFAULT);

  @Test
  void countsTheTimeToAnswerFromTheDispatchNotFromTheConfirm() {
    Content content =
        new Content("shop", "orders", "", "", Mode.SEND, 7, CONFIRMED_AT, 0, Message.NEVER, 0);

    Transition confirmed =
        lifecycle.on(Message.absent("m1"), new Signal.Prepare(content), CONFIRMED_AT, READ_AT);
    Transition tick = lifecycle.on(confirmed.next(), new Signal.Due(), READ_AT + 1);

    assertThat(confirmed.next().nextDue()).isEqualTo(READ_AT + Subscription.DEFAULT_ACK_TIMEOUT_MS);
    assertThat(confirmed.next().decision().at()).isEqualTo(CONFIRMED_AT);
    assertThat(tick.effects()).isEmpty();
  }

  /** One destination with these groups, and every default. */
  private record OneDestination(List<String> groups) implements Policies {
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
      return groups.stream().map(group -> Subscription.of(group, destination)).toList();
    }
  }
}
