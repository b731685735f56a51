package io.surety.topology;

import io.surety.lifecycle.Early;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Signal;

/**
 * Sees that a decision is not judged by registrations that are too old: a group whose registration
 * was acknowledged in time must be among those the message is for.
 */
final class FreshRegistry {
  private final RegistryGate gate;
  private final long stalenessMaxMs;

  FreshRegistry(RegistryGate gate, long stalenessMaxMs) {
    this.gate = gate;
    this.stalenessMaxMs = stalenessMaxMs;
  }

  /** Waits where the signal may fix the groups of the message. */
  void awaitFor(Signal signal, Message before, long now) {
    if (fixesGroups(signal)) {
      gate.awaitCaughtUp(lastDecision(before, now) - stalenessMaxMs);
    }
  }

  // A prepare decides if it says so, or if the decision came before it.
  private static boolean fixesGroups(Signal signal) {
    if (signal instanceof Signal.Decide decide) {
      return switch (decide.kind()) {
        case CONFIRM, REDRIVE -> true;
        case ROLL_BACK, CANCEL, RESCHEDULE, DELIVER_NOW, RESOLVE, CHECK_NOW, UNKNOWN, IN_PROGRESS ->
            false;
      };
    }
    return signal instanceof Signal.Prepare;
  }

  private static long lastDecision(Message before, long now) {
    long last = now;
    for (Early.EarlyDecision decision : before.early().decisions()) {
      last = Math.max(last, decision.at());
    }
    return last;
  }
}
