package io.surety.topology.registry;

/** A record of the registry is not a registration: its message names field, value and remedy. */
final class InvalidRegistrationException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidRegistrationException(String message) {
    super(message);
  }
}
