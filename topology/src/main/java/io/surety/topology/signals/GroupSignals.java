package io.surety.topology.signals;

import io.surety.lifecycle.Failure;
import io.surety.lifecycle.Signal;
import io.surety.schemas.Names;
import io.surety.schemas.avro.Consume;
import io.surety.schemas.avro.ErrorInfo;
import io.surety.schemas.avro.Receive;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks what consumer groups say and makes signals of it. */
final class GroupSignals {
  private static final int FINGERPRINT_MAX = 128;

  /** For "no retryAfter": the policy's delay. */
  private static final long BY_POLICY = -1;

  private GroupSignals() {}

  static Checks check(Receive receive) {
    return new Checks()
        .name(Names.GROUP, receive.getGroup())
        .atLeast("attempt", receive.getAttempt(), 1);
  }

  static Checks check(Consume consume) {
    return new Checks()
        .name(Names.GROUP, consume.getGroup())
        .atLeast("attempt", consume.getAttempt(), 1)
        .durationIfGiven("retryAfterMs", consume.getRetryAfterMs(), 0);
  }

  static Reading.Taken taken(Receive receive) {
    Signal signal =
        new Signal.Receive(
            receive.getGroup(),
            Text.cut(receive.getInstance(), Text.NAME_MAX),
            receive.getAttempt());
    return new Reading.Taken(receive.getMessageId(), signal, Optional.empty());
  }

  static Reading.Taken taken(Consume consume) {
    Long retryAfter = consume.getRetryAfterMs();
    Signal signal =
        new Signal.Consume(
            consume.getGroup(),
            switch (consume.getOutcome()) {
              case CONSUMED -> Signal.Consume.Outcome.CONSUMED;
              case FAILED -> Signal.Consume.Outcome.FAILED;
              case REJECTED -> Signal.Consume.Outcome.REJECTED;
            },
            consume.getAttempt(),
            failure(consume.getError()),
            retryAfter == null ? BY_POLICY : retryAfter);
    return new Reading.Taken(consume.getMessageId(), signal, Optional.empty());
  }

  private static Failure failure(@Nullable ErrorInfo error) {
    return error == null
        ? Failure.NONE
        : new Failure(
            Text.cut(error.getType(), Text.NAME_MAX),
            Text.cut(error.getMessage(), Text.MESSAGE_MAX),
            Text.cut(error.getStack(), Text.STACK_MAX),
            Text.cut(error.getFingerprint(), FINGERPRINT_MAX));
  }
}
