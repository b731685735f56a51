package io.surety.rest.access;

/** Whether a token counts cannot be told now: the keys of its issuer cannot be had. */
public final class KeysUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  KeysUnavailableException(Throwable cause) {
    super("the keys of the tokens' issuer cannot be had: " + cause.getMessage(), cause);
  }
}
