package io.surety.client;

import java.util.Arrays;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A header of a message: a name and bytes, which may be missing. Do not change the bytes. */
public final class MessageHeader implements Header {
  private final String key;
  private final byte @Nullable [] value;

  MessageHeader(String key, byte @Nullable [] value) {
    this.key = Objects.requireNonNull(key, "header name must not be null");
    this.value = value;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public byte @Nullable [] value() {
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MessageHeader that
        && key.equals(that.key)
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return 31 * key.hashCode() + Arrays.hashCode(value);
  }

  /** The name only: values may be private. */
  @Override
  public String toString() {
    return key;
  }
}
