package io.surety.bench.lab;

import org.jspecify.annotations.Nullable;

/** Something that a measurement needs could not be had; the message says what. */
public final class LabException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a sentence for the person at the terminal. */
  public LabException(String message) {
    super(message);
  }

  /** With a sentence for the person at the terminal, and what lies behind it. */
  public LabException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
