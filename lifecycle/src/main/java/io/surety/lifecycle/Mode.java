package io.surety.lifecycle;

/** How a message was handed over. */
public enum Mode {
  /** Stored, then decided by confirm or roll back. */
  PREPARE,
  /** Prepared and confirmed in one record. */
  SEND,
  /** Delivered once, not tracked. */
  DIRECT
}
