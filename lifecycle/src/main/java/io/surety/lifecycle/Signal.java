package io.surety.lifecycle;

import java.util.List;

/** Everything that can happen to a message. */
public sealed interface Signal {

  /** One answer for each kind of signal; a new kind does not compile until it has one. */
  interface Cases<C> {
    void prepare(Prepare signal, C context);

    void decide(Decide signal, C context);

    void receive(Receive signal, C context);

    void consume(Consume signal, C context);

    void due(Due signal, C context);

    void resume(Resume signal, C context);

    void dispatchFailed(DispatchFailed signal, C context);
  }

  /** Calls the case of this signal. */
  <C> void match(Cases<C> cases, C context);

  /** The producer stored the message (and with SEND or DIRECT decided for it, too). */
  record Prepare(Content content) implements Signal {
    @Override
    public <C> void match(Cases<C> cases, C context) {
      cases.prepare(this, context);
    }
  }

  /**
   * Somebody decides about the message, or answers a check-back.
   *
   * @param kind what is to be done
   * @param source who says so
   * @param checkBackAttempt the question that is answered; 0 where it is not an answer
   * @param nonce the question's nonce; empty where it is not an answer
   * @param group whose dead letter (REDRIVE, RESOLVE); empty for the message as a whole
   * @param deliverAt the new time (RESCHEDULE), or the time that came due (DELIVER_NOW by TIMER),
   *     epoch ms; 0 otherwise
   * @param actor who, if named
   * @param reason why, if said
   */
  record Decide(
      Kind kind,
      Decision.Source source,
      int checkBackAttempt,
      String nonce,
      String group,
      long deliverAt,
      String actor,
      String reason)
      implements Signal {

    /** What is to be done. */
    public enum Kind {
      CONFIRM,
      ROLL_BACK,
      CANCEL,
      RESCHEDULE,
      DELIVER_NOW,
      REDRIVE,
      RESOLVE,
      CHECK_NOW,
      UNKNOWN,
      IN_PROGRESS
    }

    /** Notes longer than this many characters are cut when stored. */
    private static final int NOTE_MAX = 512;

    /** A decision by the producer or an operator, with nothing else to say. */
    public static Decide of(Kind kind, Decision.Source source) {
      return new Decide(kind, source, 0, "", "", 0, "", "");
    }

    /** An answer to a check-back. */
    public static Decide answer(Kind kind, int attempt, String nonce) {
      return new Decide(kind, Decision.Source.CHECK_BACK, attempt, nonce, "", 0, "", "");
    }

    /** True for the two kinds of which the first one wins. */
    boolean isConfirmOrRollBack() {
      return kind == Kind.CONFIRM || kind == Kind.ROLL_BACK;
    }

    /** Who said it and why, in one line; empty if neither was said. */
    String note() {
      String said = actor.isEmpty() || reason.isEmpty() ? actor + reason : actor + ": " + reason;
      return said.length() <= NOTE_MAX ? said : said.substring(0, NOTE_MAX);
    }

    @Override
    public <C> void match(Cases<C> cases, C context) {
      cases.decide(this, context);
    }
  }

  /**
   * A group has the message. Repeating it renews the processing time.
   *
   * @param instance which instance of the group
   * @param attempt which delivery attempt it has, 1-based
   */
  record Receive(String group, String instance, int attempt) implements Signal {
    @Override
    public <C> void match(Cases<C> cases, C context) {
      cases.receive(this, context);
    }
  }

  /**
   * A group is done with an attempt.
   *
   * @param attempt which delivery attempt, 1-based
   * @param failure why, unless consumed
   * @param retryAfterMs the next attempt not before this delay, ms; negative for the policy's delay
   */
  record Consume(String group, Outcome outcome, int attempt, Failure failure, long retryAfterMs)
      implements Signal {

    /** How it went. */
    public enum Outcome {
      CONSUMED,
      FAILED,
      REJECTED
    }

    @Override
    public <C> void match(Cases<C> cases, C context) {
      cases.consume(this, context);
    }
  }

  /**
   * The time may have come for what the message waits for. Harmless at any other time.
   *
   * @param horizon every signal appended before this time has been seen, epoch ms: what falls due
   *     after it is not judged yet, since the signal that answers it may be waiting in the log
   */
  record Due(long horizon) implements Signal {

    /** Every signal has been seen. */
    public Due() {
      this(Message.NEVER);
    }

    @Override
    public <C> void match(Cases<C> cases, C context) {
      cases.due(this, context);
    }
  }

  /**
   * The task started again: what was dispatched shortly before may never have left.
   *
   * @param startedAt epoch ms; only dispatches before it are repeated
   */
  record Resume(long startedAt) implements Signal {
    @Override
    public <C> void match(Cases<C> cases, C context) {
      cases.resume(this, context);
    }
  }

  /**
   * A destination did not take the record.
   *
   * @param attempt the attempt that was being made; 1 for DIRECT
   * @param groups whom it was for; empty for DIRECT
   * @param reason why
   * @param detail the sentence an operator needs
   */
  record DispatchFailed(int attempt, List<String> groups, Reason reason, String detail)
      implements Signal {
    public DispatchFailed {
      groups = List.copyOf(groups);
    }

    @Override
    public <C> void match(Cases<C> cases, C context) {
      cases.dispatchFailed(this, context);
    }
  }
}
