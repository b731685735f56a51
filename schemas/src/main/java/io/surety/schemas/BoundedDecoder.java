package io.surety.schemas;

import static io.surety.schemas.Decoded.Reason.INVALID;
import static io.surety.schemas.Decoded.Reason.TRUNCATED;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro's binary encoding from an array, and allocates no more than the array has bytes for.
 *
 * <p>Every length and count is checked against the bytes that are left before anything is
 * allocated. An element of an array or map takes at least one byte in our schemas, so a count
 * beyond the bytes left is a lie. Strict where Avro's own decoder is lenient: a boolean is 0 or 1,
 * text is UTF-8.
 *
 * <p>Not thread-safe. All methods throw {@link BadBytes}.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#binary-encoding">Avro
 *     specification</a>
 */
final class BoundedDecoder extends Decoder {
  private static final char REPLACEMENT = '\uFFFD';

  private final byte[] bytes;
  private int position;

  BoundedDecoder(byte[] bytes, int start) {
    this.bytes = bytes;
    this.position = start;
  }

  @Override
  public int remainingBytes() {
    return bytes.length - position;
  }

  @Override
  public void readNull() {}

  @Override
  public boolean readBoolean() {
    int value = bytes[skip(1)];
    if (value != 0 && value != 1) {
      throw new BadBytes(INVALID, "a boolean must be 0 or 1, was " + value);
    }
    return value == 1;
  }

  @Override
  public int readInt() {
    long value = readLong();
    if (value != (int) value) {
      throw new BadBytes(INVALID, "a number must fit into 32 bits, was " + value);
    }
    return (int) value;
  }

  @Override
  public long readLong() {
    long zigzag = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte part = bytes[skip(1)];
      zigzag |= (part & 0x7FL) << shift;
      if (part >= 0) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
      }
    }
    throw new BadBytes(INVALID, "a number must end within 10 bytes");
  }

  @Override
  public float readFloat() {
    return Float.intBitsToFloat((int) littleEndian(4));
  }

  @Override
  public double readDouble() {
    return Double.longBitsToDouble(littleEndian(8));
  }

  @Override
  public String readString() {
    int length = length();
    int start = skip(length);
    String text = new String(bytes, start, length, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0) {
      checkUtf8(start, length);
    }
    return text;
  }

  @Override
  public Utf8 readString(@Nullable Utf8 old) {
    return new Utf8(readString());
  }

  @Override
  public void skipString() {
    skipBytes();
  }

  @Override
  public ByteBuffer readBytes(@Nullable ByteBuffer old) {
    int length = length();
    int start = skip(length);
    return ByteBuffer.wrap(Arrays.copyOfRange(bytes, start, start + length));
  }

  @Override
  public void skipBytes() {
    skip(length());
  }

  @Override
  public void readFixed(byte[] target, int start, int length) {
    System.arraycopy(bytes, skip(length), target, start, length);
  }

  @Override
  public void skipFixed(int length) {
    skip(length);
  }

  @Override
  public int readEnum() {
    return readInt();
  }

  @Override
  public int readIndex() {
    return readInt();
  }

  @Override
  public long readArrayStart() {
    return count();
  }

  @Override
  public long arrayNext() {
    return count();
  }

  @Override
  public long skipArray() {
    return skipBlocks();
  }

  @Override
  public long readMapStart() {
    return count();
  }

  @Override
  public long mapNext() {
    return count();
  }

  @Override
  public long skipMap() {
    return skipBlocks();
  }

  private int length() {
    long length = readLong();
    if (length < 0) {
      throw new BadBytes(INVALID, "a length must be >= 0, was " + length);
    }
    return bounded(length);
  }

  /**
   * Items in the next block; a negative count is followed by the block's size in bytes, which we do
   * not need.
   */
  private long count() {
    long count = readLong();
    if (count >= 0) {
      return bounded(count);
    }
    length();
    return bounded(negated(count));
  }

  /**
   * Skips blocks whose size is given; returns the count of the first one that must be skipped item
   * by item.
   */
  private long skipBlocks() {
    for (long count = readLong(); ; count = readLong()) {
      if (count >= 0) {
        return bounded(count);
      }
      skip(length());
    }
  }

  private static long negated(long count) {
    if (count == Long.MIN_VALUE) {
      throw new BadBytes(INVALID, "a count must fit into 63 bits, was " + count);
    }
    return -count;
  }

  private int bounded(long claimed) {
    if (claimed > remainingBytes()) {
      throw new BadBytes(
          TRUNCATED,
          "a length or count of " + claimed + " with " + remainingBytes() + " bytes left");
    }
    return (int) claimed;
  }

  private long littleEndian(int width) {
    int start = skip(width);
    long value = 0;
    for (int i = width - 1; i >= 0; i--) {
      value = value << 8 | (bytes[start + i] & 0xFF);
    }
    return value;
  }

  /** Moves past the next bytes and returns where they start. */
  private int skip(int length) {
    int start = position;
    if (length > bytes.length - start) {
      throw new BadBytes(
          TRUNCATED, length + " more bytes are needed, " + (bytes.length - start) + " are left");
    }
    position = start + length;
    return start;
  }

  // The replacement character is legal text; broken UTF-8 that turned into it is not.
  private void checkUtf8(int start, int length) {
    try {
      CharBuffer ignored =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length));
    } catch (CharacterCodingException e) {
      throw new BadBytes(INVALID, "text must be UTF-8");
    }
  }
}
