package io.surety.rest.callback;

import java.util.List;
import java.util.stream.Collectors;

/** A call that is ready to be made. Immutable; the body is not to be changed. */
final class SignedCall {
  private final CallbackUrl url;
  private final String id;
  private final long timestamp;
  private final String signatures;
  private final byte[] body;

  /**
   * Signs with every key, so that a receiver that knows one of them accepts it.
   *
   * @param timestamp epoch s
   */
  SignedCall(CallbackUrl url, String id, long timestamp, List<SigningKey> keys, byte[] body) {
    this.url = url;
    this.id = id;
    this.timestamp = timestamp;
    this.signatures =
        keys.stream().map(key -> key.sign(id, timestamp, body)).collect(Collectors.joining(" "));
    this.body = body;
  }

  CallbackUrl url() {
    return url;
  }

  String id() {
    return id;
  }

  long timestamp() {
    return timestamp;
  }

  String signatures() {
    return signatures;
  }

  byte[] body() {
    return body;
  }
}
