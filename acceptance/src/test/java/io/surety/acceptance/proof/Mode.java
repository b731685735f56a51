package io.surety.acceptance.proof;

import java.util.Locale;

/** How the order service publishes. */
enum Mode {
  OUTBOX,
  BARRIER,
  /** With a barrier, and each order has two messages. */
  BUNDLE,
  /** With a barrier whose fence is off: it must lose orders, or the run proves nothing. */
  UNFENCED,
  /** With a check-back of its own, which asks the state of the order. */
  OWN;

  /** Messages of each order. */
  int messages() {
    return this == BUNDLE ? 2 : 1;
  }

  /** The name of the producer. */
  String producer() {
    return "shop-" + name().toLowerCase(Locale.ROOT);
  }
}
