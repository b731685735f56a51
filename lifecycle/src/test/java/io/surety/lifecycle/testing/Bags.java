package io.surety.lifecycle.testing;

import static io.surety.lifecycle.DeliveryStatus.CONSUMED;
import static io.surety.lifecycle.DeliveryStatus.DEAD;

import io.surety.lifecycle.Content;
import io.surety.lifecycle.Decision;
import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Mode;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Signal.Decide.Kind;
import io.surety.lifecycle.Status;
import java.util.Map;

/** Bags of signals, and what must become of them in every order. */
public enum Bags {
  /** Everything said twice, and asked for on top. */
  CONFIRMED(Status.COMPLETED, Decision.Kind.CONFIRM, CONSUMED, CONSUMED) {
    @Override
    public Bag bag() {
      return prepared()
          .with(2, "confirm", 1_000, Say.confirm())
          .with(1, "answer CONFIRM", 14_000, Say.answer(Alphabet.ID, 1, Kind.CONFIRM))
          .with(1, "billing received", 2_000, Say.received("billing", 1))
          .with(1, "stock received", 2_000, Say.received("stock", 1))
          .with(2, "billing consumed", 3_000, Say.consumed("billing", 1))
          .with(2, "stock consumed", 4_000, Say.consumed("stock", 1))
          .withTicks(12_000, 45_000, 11 * MINUTE);
    }
  },
  /** Nobody hears of it, whatever strangers say. */
  ROLLED_BACK(Status.ROLLED_BACK, Decision.Kind.ROLL_BACK) {
    @Override
    public Bag bag() {
      return prepared()
          .with(3, "roll back", 1_000, Say.rollBack())
          .with(2, "answer ROLL_BACK", 14_000, Say.answer(Alphabet.ID, 1, Kind.ROLL_BACK))
          .with(2, "cancel", 15_000, Say.operator(Kind.CANCEL))
          .with(2, "check now", 15_000, Say.operator(Kind.CHECK_NOW))
          .withTicks(12_000, 45_000, 9 * MINUTE);
    }
  },
  /** The decisions contradict each other: the first in their log wins. */
  CONFIRMED_THEN_CONTRADICTED(Status.COMPLETED, Decision.Kind.CONFIRM, CONSUMED, CONSUMED) {
    @Override
    public Bag bag() {
      return prepared()
          .inOrder(
              1_000,
              Say.confirm(),
              Say.rollBack(),
              Say.operator(Kind.CANCEL),
              Say.answer(Alphabet.ID, 1, Kind.ROLL_BACK))
          .with(1, "billing received", 2_000, Say.received("billing", 1))
          .with(2, "billing consumed", 3_000, Say.consumed("billing", 1))
          .with(2, "stock consumed", 4_000, Say.consumed("stock", 1))
          .withTicks(12_000, 45_000, 11 * MINUTE);
    }
  },
  /** The same the other way round, with a group that claims to have it. */
  ROLLED_BACK_THEN_CONTRADICTED(Status.ROLLED_BACK, Decision.Kind.ROLL_BACK) {
    @Override
    public Bag bag() {
      return prepared()
          .inOrder(
              1_000,
              Say.operator(Kind.DELIVER_NOW),
              Say.rollBack(),
              Say.confirm(),
              Say.answer(Alphabet.ID, 1, Kind.CONFIRM))
          .with(2, "billing received", 2_000, Say.received("billing", 1))
          .with(2, "billing consumed", 3_000, Say.consumed("billing", 1))
          .withTicks(12_000, 45_000, 9 * MINUTE);
    }
  },
  /** Prepared and confirmed in one record; the confirm that follows says nothing new. */
  SENT(Status.COMPLETED, Decision.Kind.CONFIRM, CONSUMED, CONSUMED) {
    @Override
    public Bag bag() {
      return new Bag()
          .with(2, "send", 0, new Signal.Prepare(Say.content(Mode.SEND, Alphabet.START)))
          .with(2, "confirm", 1_000, Say.confirm())
          .with(2, "billing received", 2_000, Say.received("billing", 1))
          .with(2, "stock received", 2_000, Say.received("stock", 1))
          .with(1, "billing consumed", 3_000, Say.consumed("billing", 1))
          .with(2, "stock consumed", 4_000, Say.consumed("stock", 1))
          .withTicks(12_000, 45_000, 11 * MINUTE);
    }
  },
  /** One group needs three attempts. */
  FAILED_THEN_CONSUMED(Status.COMPLETED, Decision.Kind.CONFIRM, CONSUMED, CONSUMED) {
    @Override
    public Bag bag() {
      return new Bag()
          .with(2, "send", 0, new Signal.Prepare(Say.content(Mode.SEND, Alphabet.START)))
          .with(1, "billing received 1", 2_000, Say.received("billing", 1))
          .with(2, "billing failed 1", 3_000, Say.failed("billing", 1))
          .with(1, "billing received 2", 5_000, Say.received("billing", 2))
          .with(1, "billing failed 2", 6_000, Say.failed("billing", 2))
          .with(1, "billing consumed 3", 10_000, Say.consumed("billing", 3))
          .with(1, "stock received", 2_000, Say.received("stock", 1))
          .with(2, "stock consumed", 4_000, Say.consumed("stock", 1))
          .withTicks(4_500, 9_000, 45_000);
    }
  },
  /** One group rejects, and that is all it takes to be dead. */
  REJECTED(Status.DEAD_LETTERED, Decision.Kind.CONFIRM, DEAD, CONSUMED) {
    @Override
    public Bag bag() {
      return prepared()
          .with(2, "confirm", 1_000, Say.confirm())
          .with(1, "billing received", 2_000, Say.received("billing", 1))
          .with(1, "billing failed", 2_500, Say.failed("billing", 1))
          .with(2, "billing rejected", 3_000, Say.rejected("billing", 1))
          .with(1, "stock received", 2_000, Say.received("stock", 1))
          .with(2, "stock consumed", 4_000, Say.consumed("stock", 1))
          .withTicks(12_000, 45_000, 11 * MINUTE);
    }
  },
  /** One group rejects and consumes: that it consumed is what stays. */
  REJECTED_AND_CONSUMED(Status.COMPLETED, Decision.Kind.CONFIRM, CONSUMED, CONSUMED) {
    @Override
    public Bag bag() {
      return prepared()
          .with(2, "confirm", 1_000, Say.confirm())
          .with(2, "billing rejected", 3_000, Say.rejected("billing", 1))
          .with(2, "billing consumed", 3_500, Say.consumed("billing", 1))
          .with(1, "stock received", 2_000, Say.received("stock", 1))
          .with(2, "stock consumed", 4_000, Say.consumed("stock", 1))
          .withTicks(12_000, 45_000, 11 * MINUTE);
    }
  },
  /** Held for a minute and withdrawn in time, whenever the clock strikes. */
  CANCELLED(Status.CANCELLED, Decision.Kind.CANCEL) {
    @Override
    public Bag bag() {
      return new Bag()
          .with(3, "prepare for later", 0, new Signal.Prepare(later(MINUTE, Message.NEVER)))
          .inOrder(
              1_000,
              Say.confirm(),
              Say.operator(Kind.CANCEL),
              Say.timeCame(Alphabet.START + MINUTE),
              Say.rollBack(),
              Say.operator(Kind.CANCEL))
          .with(2, "check now", 15_000, Say.operator(Kind.CHECK_NOW))
          .withTicks(12_000, 45_000, MINUTE, 11 * MINUTE);
    }
  },
  /** Confirmed when its time had come: the cancel is too late, in whatever order it is read. */
  CANCELLED_TOO_LATE(Status.COMPLETED, Decision.Kind.CONFIRM, CONSUMED, CONSUMED) {
    @Override
    public Bag bag() {
      return new Bag()
          .with(2, "prepare for later", 0, new Signal.Prepare(later(MINUTE, Message.NEVER)))
          .inOrder(2 * MINUTE, Say.confirm(), Say.operator(Kind.CANCEL))
          .with(1, "billing received", 3 * MINUTE, Say.received("billing", 1))
          .with(1, "stock received", 3 * MINUTE, Say.received("stock", 1))
          .with(2, "billing consumed", 4 * MINUTE, Say.consumed("billing", 1))
          .with(2, "stock consumed", 4 * MINUTE, Say.consumed("stock", 1))
          .withTicks(45_000, 3 * MINUTE, 11 * MINUTE);
    }
  },
  /** Put off, and dispatched by the new time only: the old one no longer counts. */
  RESCHEDULED(Status.COMPLETED, Decision.Kind.CONFIRM, CONSUMED, CONSUMED) {
    @Override
    public Bag bag() {
      return new Bag()
          .with(2, "prepare for later", 0, new Signal.Prepare(later(MINUTE, Message.NEVER)))
          .inOrder(
              1_000,
              Say.confirm(),
              Say.reschedule(Alphabet.START + 2 * MINUTE),
              Say.timeCame(Alphabet.START + MINUTE),
              Say.timeCame(Alphabet.START + 2 * MINUTE))
          .with(1, "billing received", 3 * MINUTE, Say.received("billing", 1))
          .with(2, "billing consumed", 4 * MINUTE, Say.consumed("billing", 1))
          .with(2, "stock consumed", 4 * MINUTE, Say.consumed("stock", 1))
          .withTicks(MINUTE, 2 * MINUTE, 11 * MINUTE);
    }
  },
  /** Confirmed after its time to live: too late in every order. */
  EXPIRED(Status.EXPIRED, Decision.Kind.NONE) {
    @Override
    public Bag bag() {
      return new Bag()
          .with(3, "prepare", 0, new Signal.Prepare(later(0, MINUTE)))
          .inOrder(2 * MINUTE, Say.confirm(), Say.operator(Kind.CANCEL), Say.rollBack())
          .with(2, "check now", 2 * MINUTE, Say.operator(Kind.CHECK_NOW))
          .with(2, "answer CONFIRM", 3 * MINUTE, Say.answer(Alphabet.ID, 1, Kind.CONFIRM))
          .withTicks(12_000, MINUTE, 3 * MINUTE, 11 * MINUTE);
    }
  },
  /** Decided by the answer to the second question alone. */
  ANSWERED(Status.COMPLETED, Decision.Kind.CONFIRM, CONSUMED, CONSUMED) {
    @Override
    public Bag bag() {
      return prepared()
          .inOrder(
              14_000,
              Say.answer(Alphabet.ID, 1, Kind.UNKNOWN),
              Say.answer(Alphabet.ID, 2, Kind.CONFIRM),
              Say.answer(Alphabet.ID, 2, Kind.CONFIRM))
          .with(1, "billing received", 50_000, Say.received("billing", 1))
          .with(1, "stock received", 50_000, Say.received("stock", 1))
          .with(2, "billing consumed", 55_000, Say.consumed("billing", 1))
          .with(3, "stock consumed", 55_000, Say.consumed("stock", 1))
          .withTicks(12_000, 45_000);
    }
  },
  /** Delivered once, and not followed. */
  DIRECT(Status.COMPLETED, Decision.Kind.CONFIRM) {
    @Override
    public Bag bag() {
      return new Bag()
          .with(3, "direct", 0, new Signal.Prepare(Say.content(Mode.DIRECT, Alphabet.START)))
          .with(3, "confirm", 1_000, Say.confirm())
          .with(2, "billing received", 2_000, Say.received("billing", 1))
          .with(3, "billing consumed", 3_000, Say.consumed("billing", 1))
          .withTicks(12_000, 45_000, 11 * MINUTE);
    }
  },
  /** Confirmed, but nobody wants it. */
  NO_SUBSCRIBER(Status.DEAD_LETTERED, Decision.Kind.CONFIRM) {
    @Override
    public Setting setting() {
      return Setting.of();
    }

    @Override
    public Bag bag() {
      return prepared()
          .with(3, "confirm", 1_000, Say.confirm())
          .with(2, "billing received", 2_000, Say.received("billing", 1))
          .with(2, "billing consumed", 3_000, Say.consumed("billing", 1))
          .with(2, "stock rejected", 3_000, Say.rejected("stock", 1))
          .withTicks(12_000, 45_000, 11 * MINUTE);
    }
  };

  private static final long MINUTE = 60_000;

  private final Outcome expected;

  Bags(Status status, Decision.Kind decision) {
    expected = new Outcome(status, decision, Map.of());
  }

  Bags(Status status, Decision.Kind decision, DeliveryStatus billing, DeliveryStatus stock) {
    expected = new Outcome(status, decision, Map.of("billing", billing, "stock", stock));
  }

  /** The signals. */
  public abstract Bag bag();

  /** Who is subscribed, and on what terms. */
  public Setting setting() {
    return Setting.of("billing", "stock");
  }

  /** What must become of the message. */
  public Outcome expected() {
    return expected;
  }

  private static Bag prepared() {
    Content content = Say.content(Mode.PREPARE, Alphabet.START);
    return new Bag().with(2, "prepare", 0, new Signal.Prepare(content));
  }

  private static Content later(long deliverAfter, long ttl) {
    return Say.between(
        Say.content(Mode.PREPARE, Alphabet.START),
        deliverAfter == 0 ? 0 : Alphabet.START + deliverAfter,
        ttl == Message.NEVER ? ttl : Alphabet.START + ttl);
  }
}
