package io.surety.client.internal.consume;

import io.surety.client.internal.Texts;
import io.surety.schemas.avro.ErrorInfo;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Turns what a handler threw into what an operator reads. */
final class Errors {
  private static final int MESSAGE_CHARS_MAX = 1_000;

  private Errors() {}

  static ErrorInfo of(Throwable thrown) {
    String message = thrown.getMessage() == null ? "" : thrown.getMessage();
    return new ErrorInfo(
        thrown.getClass().getName(),
        Texts.head(message, MESSAGE_CHARS_MAX),
        StackText.of(stack(thrown)),
        Fingerprint.of(thrown));
  }

  /** The handler returned, but asked for another attempt. */
  static ErrorInfo retryAfter(long delayMs) {
    return new ErrorInfo(
        "RETRY_AFTER",
        "the handler asked for the next attempt after " + delayMs + " ms",
        null,
        "retry-after");
  }

  private static String stack(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
