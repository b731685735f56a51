package io.surety.rest.signal;

import io.surety.lifecycle.Refusal;
import io.surety.topology.MessageView;
import java.util.Optional;

/** What became of a signal, as far as it is known. */
public sealed interface Outcome {

  /** One answer for each outcome. */
  interface Cases {
    void done(Done outcome);

    void waiting(Waiting outcome);

    void refused(Refused outcome);

    void resolvedBefore(ResolvedBefore outcome);

    void unknown(Unknown outcome);
  }

  /** Calls the case of this outcome. */
  void match(Cases cases);

  /** Where the signal is in the log; who reads from there on sees its effect. */
  LogPosition position();

  /** It has taken effect, now or when it was said before. */
  record Done(MessageView message, LogPosition position) implements Outcome {
    @Override
    public void match(Cases cases) {
      cases.done(this);
    }
  }

  /** It waits for what it speaks of: the prepare, or the decision. */
  record Waiting(MessageView message, LogPosition position) implements Outcome {
    @Override
    public void match(Cases cases) {
      cases.waiting(this);
    }
  }

  /** It changed nothing. */
  record Refused(Refusal refusal, MessageView message, LogPosition position) implements Outcome {
    @Override
    public void match(Cases cases) {
      cases.refused(this);
    }
  }

  /**
   * It was to close a dead letter that is closed, by somebody else or for another reason.
   *
   * @param first who closed it; empty where it became too old to keep
   */
  record ResolvedBefore(Optional<Resolution> first, MessageView message, LogPosition position)
      implements Outcome {
    @Override
    public void match(Cases cases) {
      cases.resolvedBefore(this);
    }
  }

  /** It is in the log, and what becomes of it is not known yet. */
  record Unknown(String messageId, LogPosition position) implements Outcome {
    @Override
    public void match(Cases cases) {
      cases.unknown(this);
    }
  }
}
