package io.surety.topology.timers;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.lifecycle.CheckBack;
import io.surety.lifecycle.Content;
import io.surety.lifecycle.Decision;
import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Early;
import io.surety.lifecycle.Failure;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResumptionTest {
  private static final long T = 1_790_000_000_000L;

  private final Resumption resumption = new Resumption();

  @Test
  void takesWhatWasDispatchedShortlyBeforeTheLastDispatch() {
    resumption.found(dispatched("old", T - 10_001));
    resumption.found(dispatched("young", T - 10_000));
    resumption.found(dispatched("last", T));
    resumption.found(dispatched("older", T - 60_000));
    resumption.found(received("received", T));

    resumption.start(T + 5_000);

    assertThat(all(T + 5_000)).containsExactlyInAnyOrder("young", "last");
    assertThat(resumption.isPending()).isFalse();
  }

  @Test
  void waitsUntilEverythingBeforeTheStartHasBeenRead() {
    resumption.found(dispatched("m", T));

    resumption.start(T + 5_000);

    assertThat(resumption.poll(T + 4_999)).isEmpty();
    assertThat(resumption.isPending()).isTrue();
    assertThat(resumption.poll(T + 5_000)).contains("m");
  }

  @Test
  void startsAfterEveryDispatchItFoundEvenIfTheClockSaysOtherwise() {
    resumption.found(dispatched("m", T));

    resumption.start(T - 3_000);

    assertThat(resumption.startedAt()).isEqualTo(T + 1);
  }

  @Test
  void comesAgainWhenItCouldNotBeDispatched() {
    resumption.found(dispatched("m", T));
    resumption.start(T);
    Optional<String> first = resumption.poll(T + 1);

    resumption.putBack(first.orElseThrow());

    assertThat(resumption.poll(T + 1)).contains("m");
  }

  private List<String> all(long horizon) {
    List<String> ids = new ArrayList<>();
    Optional<String> next = resumption.poll(horizon);
    while (next.isPresent()) {
      ids.add(next.get());
      next = resumption.poll(horizon);
    }
    return ids;
  }

  private static Message dispatched(String id, long at) {
    return message(id, DeliveryStatus.DISPATCHED, at);
  }

  private static Message received(String id, long at) {
    return message(id, DeliveryStatus.RECEIVED, at);
  }

  private static Message message(String id, DeliveryStatus status, long at) {
    Delivery delivery =
        new Delivery(
            "billing",
            status,
            1,
            0,
            at,
            0,
            0,
            at + 30_000,
            0,
            false,
            false,
            false,
            Reason.NONE,
            Failure.NONE,
            "",
            List.of());
    return new Message(
        id,
        Status.DELIVERING,
        0,
        Content.NONE,
        CheckBack.NONE,
        Decision.NONE,
        List.of(delivery),
        Early.NONE,
        Reason.NONE,
        0,
        Message.NEVER);
  }
}
