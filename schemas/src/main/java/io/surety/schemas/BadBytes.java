package io.surety.schemas;

/**
 * Carries a reason from deep within a read to {@link Codec}, and no further. Has no stack trace, so
 * that hostile bytes are cheap.
 */
final class BadBytes extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Decoded.Reason reason;

  BadBytes(Decoded.Reason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  <T> Decoded<T> asMalformed() {
    return new Decoded.Malformed<>(reason, String.valueOf(getMessage()));
  }
}
