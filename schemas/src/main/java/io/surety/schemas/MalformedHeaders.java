package io.surety.schemas;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the {@code malformed} topic says about bytes that could not be read. */
public final class MalformedHeaders {
  private MalformedHeaders() {}

  /**
   * Header names and values, in order; values are sent as UTF-8.
   *
   * @param topic where the bytes were read, with partition and offset
   */
  public static Map<String, String> of(
      Decoded.Malformed<?> malformed, String topic, int partition, long offset) {
    return of(malformed.reason().name(), malformed.detail(), topic, partition, offset);
  }

  /**
   * The same for records that could be read but are not valid.
   *
   * @param reason a code in upper case
   * @param detail one sentence for an operator
   */
  public static Map<String, String> of(
      String reason, String detail, String topic, int partition, long offset) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(Headers.MALFORMED_REASON, reason);
    headers.put(Headers.MALFORMED_DETAIL, detail);
    headers.put(Headers.MALFORMED_TOPIC, topic);
    headers.put(Headers.MALFORMED_PARTITION, Integer.toString(partition));
    headers.put(Headers.MALFORMED_OFFSET, Long.toString(offset));
    return headers;
  }
}
