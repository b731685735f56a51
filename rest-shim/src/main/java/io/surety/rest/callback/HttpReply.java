package io.surety.rest.callback;

/**
 * What came back of an HTTP call: either an answer with a status and a small body, or how it
 * failed. Immutable; the body is not to be changed.
 */
final class HttpReply {
  private final CallOutcome outcome;
  private final String detail;
  private final int status;
  private final byte[] body;

  private HttpReply(CallOutcome outcome, String detail, int status, byte[] body) {
    this.outcome = outcome;
    this.detail = detail;
    this.status = status;
    this.body = body;
  }

  /** A whole answer, whatever it says. */
  static HttpReply answer(int status, byte[] body) {
    return new HttpReply(CallOutcome.ANSWERED, "", status, body);
  }

  /** No answer that could be read. */
  static HttpReply failed(CallOutcome outcome, String detail) {
    return new HttpReply(outcome, detail, 0, new byte[0]);
  }

  CallOutcome outcome() {
    return outcome;
  }

  /** What went wrong, for the log. */
  String detail() {
    return detail;
  }

  int status() {
    return status;
  }

  byte[] body() {
    return body;
  }
}
