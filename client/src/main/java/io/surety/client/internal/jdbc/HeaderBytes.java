package io.surety.client.internal.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.client.MessageBuilder;
import io.surety.client.MessageHeader;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Headers as the bytes of one column: of each the name and the value, both as a length (4 bytes,
 * big endian) and so many bytes. A value that is missing has the length -1.
 */
final class HeaderBytes {
  private HeaderBytes() {}

  /** Null when there are none. */
  static byte @Nullable [] of(List<MessageHeader> headers) {
    if (headers.isEmpty()) {
      return null;
    }
    int length = 0;
    for (MessageHeader header : headers) {
      byte[] value = header.value();
      length += 8 + header.key().getBytes(UTF_8).length + (value == null ? 0 : value.length);
    }
    ByteBuffer bytes = ByteBuffer.allocate(length);
    for (MessageHeader header : headers) {
      put(bytes, header.key().getBytes(UTF_8));
      put(bytes, header.value());
    }
    return bytes.array();
  }

  /**
   * Adds the headers to a message.
   *
   * @throws IllegalArgumentException when these are not headers
   */
  static void addTo(MessageBuilder message, byte @Nullable [] headers) {
    if (headers == null) {
      return;
    }
    ByteBuffer bytes = ByteBuffer.wrap(headers);
    try {
      while (bytes.hasRemaining()) {
        byte[] name = get(bytes);
        if (name == null) {
          throw new IllegalArgumentException("column headers has a header without a name");
        }
        message.header(new String(name, UTF_8), get(bytes));
      }
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("column headers ends in the middle of a header", e);
    }
  }

  private static void put(ByteBuffer bytes, byte @Nullable [] value) {
    bytes.putInt(value == null ? -1 : value.length);
    if (value != null) {
      bytes.put(value);
    }
  }

  private static byte @Nullable [] get(ByteBuffer bytes) {
    int length = bytes.getInt();
    if (length == -1) {
      return null;
    }
    if (length < 0 || length > bytes.remaining()) {
      throw new IllegalArgumentException("column headers has a length of " + length);
    }
    byte[] value = new byte[length];
    bytes.get(value);
    return value;
  }
}
