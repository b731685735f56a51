package io.surety.lifecycle;

import java.util.List;

/** Everything the coordinator can do to the world because of a transition. The list is closed. */
public sealed interface Effect {

  /** One case for each kind of effect. */
  interface Sink {
    void dispatch(Dispatch effect);

    void askProducer(AskProducer effect);

    void askConsumer(AskConsumer effect);

    void requestDelivery(RequestDelivery effect);

    void requestRollBack(RequestRollBack effect);

    void deadLetter(DeadLetter effect);

    void archive(Archive effect);

    void event(Event effect);
  }

  /** Calls the case of this effect. */
  void applyTo(Sink sink);

  /**
   * Write one record to the destination.
   *
   * @param attempt 1-based
   * @param groups whom it is for; empty for a DIRECT message: for everybody
   */
  record Dispatch(int attempt, List<String> groups) implements Effect {
    public Dispatch {
      groups = List.copyOf(groups);
    }

    @Override
    public void applyTo(Sink sink) {
      sink.dispatch(this);
    }
  }

  /** Ask the producer for its decision. */
  record AskProducer(int attempt, String nonce) implements Effect {
    @Override
    public void applyTo(Sink sink) {
      sink.askProducer(this);
    }
  }

  /** Ask a group what became of an attempt. */
  record AskConsumer(String group, int attempt, String nonce) implements Effect {
    @Override
    public void applyTo(Sink sink) {
      sink.askConsumer(this);
    }
  }

  /**
   * Write "deliver now" to the log of decisions. A delivery time that has come is itself a decision
   * in that log, so that it has one order with cancel and reschedule.
   */
  record RequestDelivery(long deliverAt) implements Effect {
    @Override
    public void applyTo(Sink sink) {
      sink.requestDelivery(this);
    }
  }

  /**
   * Write "roll back" to the log of decisions: the producer's policy says so where nobody decides.
   * It is a decision like any other, and a confirm that stands before it in the log wins.
   */
  record RequestRollBack() implements Effect {
    @Override
    public void applyTo(Sink sink) {
      sink.requestRollBack(this);
    }
  }

  /**
   * Write a dead letter.
   *
   * @param group for whom; empty for the message as a whole
   * @param attempts attempts made
   */
  record DeadLetter(String group, Reason reason, int attempts, Failure failure) implements Effect {
    @Override
    public void applyTo(Sink sink) {
      sink.deadLetter(this);
    }
  }

  /** Write the message as it now is to the archive. A higher revision replaces a lower one. */
  record Archive(int revision) implements Effect {
    @Override
    public void applyTo(Sink sink) {
      sink.archive(this);
    }
  }

  /** Tell operators what nobody asked for. */
  record Event(Kind kind, String group, String detail) implements Effect {

    /** What happened. */
    public enum Kind {
      /** The producer was asked to the end: a person must decide. */
      UNRESOLVED,
      /** The producer was asked to the end, and its policy says roll back. */
      ROLLED_BACK_BY_POLICY,
      /** The time to live ended before the delivery. */
      EXPIRED,
      /** Given up, for a group or as a whole. */
      DEAD_LETTERED,
      /** A dead delivery was consumed after all. */
      LATE_CONSUMED,
      /** The group's subscription ended with this message outstanding. */
      UNSUBSCRIBED,
      /** A destination does not take records; delivery is held back. */
      DISPATCH_HELD_BACK,
      /** A signal that waited for its prepare names a group the message is not for. */
      UNKNOWN_GROUP,
      /** A signal that waited for its prepare was refused when its turn came. */
      EARLY_REFUSED,
      /** A dead letter was too old to keep. */
      RETENTION_ENDED
    }

    @Override
    public void applyTo(Sink sink) {
      sink.event(this);
    }
  }
}
