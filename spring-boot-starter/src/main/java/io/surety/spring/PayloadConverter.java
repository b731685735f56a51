package io.surety.spring;

import java.lang.reflect.Type;

/**
 * Makes bytes of what applications send, and back. Every bean of this type is asked, in its order
 * ({@code @Order}); then come the built-in ones: text as UTF-8, bytes as they are, and everything
 * else as JSON if Jackson 3 or 2 is there. Thread-safe.
 */
public interface PayloadConverter {

  /** Whether this one is for values of this type. */
  boolean supports(Type type);

  /**
   * The bytes of a value.
   *
   * @throws IllegalArgumentException when it cannot be written
   */
  byte[] write(Object value);

  /**
   * The value in bytes.
   *
   * @throws IllegalArgumentException when there is none: the message is rejected, since bytes do
   *     not change
   */
  Object read(byte[] payload, Type type);
}
