package io.surety.topology.state;

import io.surety.lifecycle.Attempt;
import io.surety.lifecycle.CheckBack;
import io.surety.lifecycle.Content;
import io.surety.lifecycle.Decision;
import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Early;
import io.surety.lifecycle.Failure;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Mode;
import io.surety.lifecycle.Question;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Status;
import java.util.List;

/** A message with something in every field: the one that is frozen as bytes. */
final class SampleMessage {
  private static final long T = 1_790_000_000_000L;
  private static final Failure BROKEN =
      new Failure("java.io.IOException", "broken", "at a.B", "f1");

  static final Message FULL =
      sample(
          new CheckBack(
              3, true, 2, List.of(new Question(3, T + 2, Question.Answer.UNKNOWN, T + 3))));

  /** As the first version could write it: without the questions. */
  static final Message OF_VERSION_1 = sample(new CheckBack(3, true, 2, List.of()));

  private static Message sample(CheckBack checkBack) {
    return new Message(
        "orders-42~0197a5",
        Status.DELIVERING,
        2,
        new Content("shop", "orders", "created", "42", Mode.SEND, -7L, T, T + 1, T + 2, 10_000),
        checkBack,
        new Decision(
            Decision.Kind.CONFIRM, Decision.Source.CHECK_BACK, T + 3, "ada", "asked again"),
        List.of(
            new Delivery(
                "billing",
                DeliveryStatus.WAITING,
                2,
                1,
                T + 4,
                T + 5,
                0,
                T + 6,
                T + 7,
                true,
                false,
                false,
                Reason.DESTINATION_MISSING,
                BROKEN,
                "ada: mended",
                List.of(new Attempt(1, T + 4, T + 5, Attempt.Outcome.FAILED, BROKEN))),
            new Delivery(
                "audit",
                DeliveryStatus.CONSUMED,
                1,
                0,
                T + 4,
                0,
                T + 8,
                Message.NEVER,
                0,
                false,
                true,
                true,
                Reason.NONE,
                Failure.NONE,
                "",
                List.of())),
        new Early(
            List.of(
                new Early.EarlyDecision(
                    new Signal.Decide(
                        Signal.Decide.Kind.RESCHEDULE,
                        Decision.Source.OPERATOR,
                        1,
                        "n1",
                        "billing",
                        T + 9,
                        "ada",
                        "later"),
                    T + 10)),
            List.of(new Early.GroupSignal("stock", Early.Kind.REJECTED, 1, BROKEN, -1, T + 11))),
        Reason.NO_SUBSCRIBER,
        T + 12,
        T + 13);
  }

  private SampleMessage() {}
}
