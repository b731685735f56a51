package io.surety.schemas.registry;

/**
 * The registry answered and will not have the schema, for example because it is incompatible.
 * Retrying does not help.
 */
public final class RegistryRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RegistryRefusedException(String message) {
    super(message);
  }
}
