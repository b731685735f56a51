package io.surety.lifecycle;

import java.util.List;

/**
 * A copy of a delivery with a few fields changed: sixteen arguments are too many to write out each
 * time. Keeps what must change together together.
 */
final class DeliveryChange {
  private final Delivery from;
  private DeliveryStatus status;
  private int attempt;
  private int attemptsBase;
  private long dispatchedAt;
  private long receivedAt;
  private long settledAt;
  private long due;
  private long heldBackSince;
  private boolean asked;
  private boolean late;
  private boolean resolved;
  private Reason reason;
  private Failure failure;
  private String note;
  private List<Attempt> history;

  DeliveryChange(Delivery from) {
    this.from = from;
    status = from.status();
    attempt = from.attempt();
    attemptsBase = from.attemptsBase();
    dispatchedAt = from.dispatchedAt();
    receivedAt = from.receivedAt();
    settledAt = from.settledAt();
    due = from.due();
    heldBackSince = from.heldBackSince();
    late = from.late();
    resolved = from.resolved();
    reason = from.reason();
    failure = from.failure();
    note = from.note();
    history = from.history();
    // A consume check is about the status it was asked in: every change but asking ends it.
    asked = false;
  }

  /** A new status ends what held the delivery back, unless it is held back again. */
  DeliveryChange status(DeliveryStatus value) {
    if (value != DeliveryStatus.WAITING && value != DeliveryStatus.DISPATCHED) {
      heldBackSince = 0;
    }
    if (value == DeliveryStatus.DISPATCHED || value == DeliveryStatus.RECEIVED) {
      reason = Reason.NONE;
    }
    status = value;
    return this;
  }

  DeliveryChange attempt(int value) {
    attempt = value;
    return this;
  }

  DeliveryChange attemptsBase(int value) {
    attemptsBase = value;
    return this;
  }

  DeliveryChange at(long value) {
    dispatchedAt = value;
    return this;
  }

  DeliveryChange receivedAt(long value) {
    receivedAt = value;
    return this;
  }

  DeliveryChange settledAt(long value) {
    settledAt = value;
    return this;
  }

  DeliveryChange due(long value) {
    due = value;
    return this;
  }

  DeliveryChange heldBackSince(long value) {
    heldBackSince = value;
    return this;
  }

  DeliveryChange asked(boolean value) {
    asked = value;
    return this;
  }

  DeliveryChange late(boolean value) {
    late = value;
    return this;
  }

  DeliveryChange resolved(boolean value) {
    resolved = value;
    return this;
  }

  DeliveryChange reason(Reason value) {
    reason = value;
    return this;
  }

  DeliveryChange failure(Failure value) {
    failure = value;
    return this;
  }

  DeliveryChange note(String value) {
    note = value;
    return this;
  }

  DeliveryChange history(List<Attempt> value) {
    history = value;
    return this;
  }

  Delivery build() {
    return new Delivery(
        from.group(),
        status,
        attempt,
        attemptsBase,
        dispatchedAt,
        receivedAt,
        settledAt,
        due,
        heldBackSince,
        asked,
        late,
        resolved,
        reason,
        failure,
        note,
        history);
  }
}
