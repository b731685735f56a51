package io.surety.packaging;

/** What is to be shipped must not be, or cannot be; the message says what to do. */
final class PackagingException extends RuntimeException {
  PackagingException(String message) {
    super(message);
  }
}
