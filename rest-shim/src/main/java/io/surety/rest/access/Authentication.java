package io.surety.rest.access;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Tells by what a caller shows who it is: an API key, or a token. Thread-safe. */
public final class Authentication {
  private final Optional<ApiKeys> keys;
  private final Optional<Tokens> tokens;

  private Authentication(Optional<ApiKeys> keys, Optional<Tokens> tokens) {
    this.keys = keys;
    this.tokens = tokens;
  }

  /** Nothing counts yet. */
  public static Authentication none() {
    return new Authentication(Optional.empty(), Optional.empty());
  }

  /**
   * The same, and the keys in the file count.
   *
   * @param clock epoch ms
   * @throws IllegalArgumentException when the file cannot be used
   */
  public Authentication withKeys(Path file, LongSupplier clock) {
    return new Authentication(Optional.of(new ApiKeys(file, clock, System::nanoTime)), tokens);
  }

  /**
   * The same, and tokens of this issuer count.
   *
   * @param clock epoch ms
   * @throws IllegalArgumentException when the file with its keys cannot be used
   */
  public Authentication withTokens(TokenRules rules, LongSupplier clock) {
    return new Authentication(keys, Optional.of(new Tokens(rules, clock)));
  }

  /**
   * Whose it is; empty if it is nobody's.
   *
   * @param secret as it comes after {@code Bearer}
   * @throws KeysUnavailableException when that cannot be told now
   */
  public Optional<Caller> caller(String secret) throws KeysUnavailableException {
    if (secret.startsWith(ApiKey.PREFIX)) {
      return keys.flatMap(known -> known.caller(secret));
    }
    return tokens.isPresent() ? tokens.get().caller(secret) : Optional.empty();
  }
}
