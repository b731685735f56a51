package io.surety.client.internal.send;

/** What others say, as a part of a sentence of ours. */
public final class Sentences {
  private Sentences() {}

  /** The message without its full stop; the type where there is no message. */
  public static String of(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getSimpleName()
        : message.strip().replaceAll("\\.+$", "");
  }
}
