package io.surety.schemas;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The two ways in which bytes say which schema wrote them. The first byte tells them apart.
 *
 * <pre>
 * Avro single-object encoding   | C3 | 01 | fingerprint, 8 bytes little endian | record |
 * Confluent wire format         | 00 | schema id, 4 bytes big endian | record |
 * </pre>
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#single-object-encoding">Avro
 *     specification</a>
 * @see <a
 *     href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format">Confluent
 *     wire format</a>
 */
final class Frames {
  static final int SINGLE_OBJECT_LENGTH = 10;
  static final int REGISTRY_LENGTH = 5;

  private static final byte SINGLE_OBJECT_0 = (byte) 0xC3;
  private static final byte SINGLE_OBJECT_1 = 0x01;
  private static final byte REGISTRY_0 = 0x00;

  private Frames() {}

  static byte[] singleObject(long fingerprint) {
    return ByteBuffer.allocate(SINGLE_OBJECT_LENGTH)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(SINGLE_OBJECT_0)
        .put(SINGLE_OBJECT_1)
        .putLong(fingerprint)
        .array();
  }

  static byte[] registry(int id) {
    return ByteBuffer.allocate(REGISTRY_LENGTH).put(REGISTRY_0).putInt(id).array();
  }

  static boolean isSingleObject(byte[] bytes) {
    return bytes[0] == SINGLE_OBJECT_0 && (bytes.length == 1 || bytes[1] == SINGLE_OBJECT_1);
  }

  static boolean isRegistry(byte[] bytes) {
    return bytes[0] == REGISTRY_0;
  }

  static long fingerprint(byte[] bytes) {
    checkLength(bytes, SINGLE_OBJECT_LENGTH);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
  }

  static int registryId(byte[] bytes) {
    checkLength(bytes, REGISTRY_LENGTH);
    return ByteBuffer.wrap(bytes).getInt(1);
  }

  private static void checkLength(byte[] bytes, int needed) {
    if (bytes.length < needed) {
      throw new BadBytes(
          Decoded.Reason.TRUNCATED,
          "a frame needs " + needed + " bytes, there are " + bytes.length);
    }
  }
}
