package io.surety.rest;

import io.surety.rest.access.Authentication;
import io.surety.rest.access.TokenRules;
import io.surety.topology.config.Checks;
import io.surety.topology.config.ConfigGroup;
import io.surety.topology.config.InvalidConfigException;
import io.surety.topology.config.Key;
import io.surety.topology.config.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.config.types.Password;

/**
 * Who has to say who they are, and how it is kept from others.
 *
 * @param keysFile file with the hashes of API keys
 * @param tokens which JSON web tokens count
 * @param peerSecret what instances know each other by
 * @param tls how connections are encrypted
 * @param requestsPerSecond of one caller; 0 for no limit
 */
public record SecurityConfig(
    Optional<Path> keysFile,
    Optional<TokenRules> tokens,
    Optional<Password> peerSecret,
    Optional<TlsConfig> tls,
    int requestsPerSecond) {

  /** No authentication: for this machine only. */
  public static final SecurityConfig NONE =
      new SecurityConfig(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0);

  /** Every key. */
  public static final ConfigGroup GROUP =
      ConfigGroup.of(
          "Security",
          "As long as neither API keys nor tokens are configured, nobody has to say who they are,"
              + " and REST listens on loopback only. [security.md](security.md) explains roles,"
              + " keys and tokens.");

  static final Key<Optional<String>> KEYS_FILE =
      GROUP.optionalText(
          "surety.rest.auth.keys.file",
          Checks.matching("(?s).*\\S.*", "a path of a file"),
          "File with API keys, one 'name role hash' a line as `surety api-key` makes them. It is"
              + " read again when it changes. Empty: no API keys.");

  static final Key<Optional<String>> JWKS =
      GROUP.optionalText(
          "surety.rest.auth.jwt.keys",
          Checks.that(
              text ->
                  text.startsWith("http://") && !isLoopback(text)
                      ? Optional.of("must be https, or anybody on the way could add keys")
                      : Optional.empty(),
              "an https URL, or a path of a file"),
          "Where the public keys (JWK set) of the issuer of JSON web tokens are: an https URL, or a"
              + " file, which is read again when it changes. Empty: no tokens.");

  static final Key<Optional<String>> ISSUER =
      GROUP.optionalText(
          "surety.rest.auth.jwt.issuer",
          Checks.matching("\\S+", "a text without spaces"),
          "What a token's `iss` must be. Must be set where there are keys of tokens.");

  static final Key<String> AUDIENCE =
      GROUP.text(
          "surety.rest.auth.jwt.audience",
          "surety",
          Checks.matching("\\S+", "a text without spaces"),
          "What must be in a token's `aud`: tokens for other services do not count.");

  static final Key<String> ROLE_CLAIM =
      GROUP.text(
          "surety.rest.auth.jwt.role.claim",
          "surety_roles",
          Checks.matching("\\S+", "a name of a claim"),
          "Claim of a token with the role, or a list of roles: viewer, operator, admin or"
              + " application.");

  static final Key<Optional<Password>> PEER_SECRET =
      GROUP.secret(
          "surety.rest.peer.secret",
          "What instances know each other by when they hand requests over: at least 32 characters,"
              + " the same on every instance. Must be set where there is authentication.");

  static final Key<Integer> REQUESTS_PER_SECOND =
      GROUP.number(
          "surety.rest.requests.per.second",
          2_000,
          0,
          1_000_000,
          "How many requests one authenticated caller may send to one instance in a second, and"
              + " twice as many at once; more are answered with 429. Larger lets one caller take"
              + " more of the server; smaller keeps more for the others. 0: no limit.");

  private static final int PEER_SECRET_MIN = 32;
  private static final LongSupplier CLOCK = System::currentTimeMillis;

  /** True if callers have to say who they are. */
  public boolean isClosed() {
    return keysFile.isPresent() || tokens.isPresent();
  }

  /**
   * What tells callers by their keys and tokens; empty if nobody has to say who they are.
   *
   * @throws InvalidConfigException when a file cannot be used
   */
  public Optional<Authentication> authentication() {
    if (!isClosed()) {
      return Optional.empty();
    }
    Authentication all = Authentication.none();
    if (keysFile.isPresent()) {
      Authentication before = all;
      all = usable(KEYS_FILE, keysFile.get(), () -> before.withKeys(keysFile.get(), CLOCK));
    }
    if (tokens.isPresent()) {
      Authentication before = all;
      all = usable(JWKS, tokens.get().keys(), () -> before.withTokens(tokens.get(), CLOCK));
    }
    return Optional.of(all);
  }

  private static Authentication usable(
      Key<?> key, Object value, Supplier<Authentication> authentication) {
    try {
      return authentication.get();
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigException(
          List.of(key + " = " + value + " cannot be used: " + e.getMessage()));
    }
  }

  /**
   * Reads the keys.
   *
   * @throws InvalidConfigException when values do not go together
   */
  static SecurityConfig of(Settings settings) {
    Optional<Path> keysFile = settings.get(KEYS_FILE).map(Path::of);
    Optional<String> jwks = settings.get(JWKS);
    Optional<String> issuer = settings.get(ISSUER);
    Optional<Password> peerSecret = settings.get(PEER_SECRET);
    List<String> errors = new ArrayList<>();
    if (jwks.isPresent() && issuer.isEmpty()) {
      errors.add(ISSUER + " must be set where " + JWKS + " is; set it to the `iss` of the tokens");
    }
    boolean isClosed = keysFile.isPresent() || jwks.isPresent();
    int secretLength = peerSecret.map(secret -> secret.value().length()).orElse(0);
    if (isClosed && secretLength < PEER_SECRET_MIN) {
      errors.add(
          PEER_SECRET
              + " must have "
              + PEER_SECRET_MIN
              + " or more characters where there is authentication, has "
              + secretLength
              + "; set it to the output of 'openssl rand -base64 32', the same on every instance");
    }
    Optional<TlsConfig> tls = TlsConfig.of(settings, errors);
    if (!errors.isEmpty()) {
      throw new InvalidConfigException(errors);
    }
    return new SecurityConfig(
        keysFile,
        jwks.map(
            keys ->
                new TokenRules(
                    keys, issuer.orElseThrow(), settings.get(AUDIENCE), settings.get(ROLE_CLAIM))),
        peerSecret,
        tls,
        settings.get(REQUESTS_PER_SECOND));
  }

  private static boolean isLoopback(String url) {
    try {
      String host = String.valueOf(URI.create(url).getHost());
      return Set.of("localhost", "127.0.0.1", "[::1]").contains(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
