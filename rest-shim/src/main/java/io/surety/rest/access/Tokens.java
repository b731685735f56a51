package io.surety.rest.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JSON web tokens, signed with RS256, PS256 or ES256 by a key of the issuer's set. Only keys of the
 * configured set count, whatever a token says about where its key is. Thread-safe.
 */
final class Tokens {
  /** Claim with the producers of an application. */
  static final String PRODUCERS = "surety_producers";

  /** Claim with the consumer groups of an application. */
  static final String GROUPS = "surety_groups";

  /** Sets subjects of tokens apart from the names of keys, which have no colon. */
  private static final String PREFIX = "jwt:";

  private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);
  private static final int SKEW_SECONDS = 60;
  private static final int NAME_MAX = 150;

  /** Keys that are fetched count for so long while they cannot be fetched again. */
  private static final long OUTAGE_MAX_MS = TimeUnit.HOURS.toMillis(4);

  private static final int KEYS_TIMEOUT_MS = 2_000;
  private static final int KEYS_MAX_BYTES = 256 * 1024;
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
  private final String roleClaim;

  /**
   * @param clock epoch ms
   * @throws IllegalArgumentException when there are no keys to be had from there
   */
  Tokens(TokenRules rules, LongSupplier clock) {
    this.roleClaim = rules.roleClaim();
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, source(rules.keys())));
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            new JOSEObjectType("at+jwt"), JOSEObjectType.JWT, null));
    DefaultJWTClaimsVerifier<SecurityContext> claims =
        new DefaultJWTClaimsVerifier<>(
            rules.audience(),
            new JWTClaimsSet.Builder().issuer(rules.issuer()).build(),
            Set.of("exp", "sub")) {
          @Override
          protected Date currentTime() {
            return new Date(clock.getAsLong());
          }
        };
    claims.setMaxClockSkew(SKEW_SECONDS);
    processor.setJWTClaimsSetVerifier(claims);
  }

  /**
   * Whose token it is; empty if it does not count here.
   *
   * @throws KeysUnavailableException when that cannot be told now
   */
  Optional<Caller> caller(String token) throws KeysUnavailableException {
    try {
      return caller(processor.process(token, null));
    } catch (KeySourceException e) {
      throw new KeysUnavailableException(e);
    } catch (ParseException | BadJOSEException | JOSEException e) {
      // Not the message: it may repeat what somebody put into the token.
      LOG.debug("A token was refused: {}", e.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  private Optional<Caller> caller(JWTClaimsSet claims) {
    @Nullable String name = claims.getSubject();
    Set<Role> roles = EnumSet.noneOf(Role.class);
    texts(claims.getClaim(roleClaim)).forEach(word -> Role.of(word).ifPresent(roles::add));
    boolean isNamed =
        name != null
            && !name.isBlank()
            && name.length() <= NAME_MAX
            && name.chars().noneMatch(Character::isISOControl);
    if (!isNamed || roles.isEmpty()) {
      LOG.debug("A token was refused: it has no usable sub, or no role in {}", roleClaim);
      return Optional.empty();
    }
    // Whoever has several may do what the strongest may; applications are the weakest.
    for (Role role : List.of(Role.ADMIN, Role.OPERATOR, Role.VIEWER)) {
      if (roles.contains(role)) {
        return Optional.of(Caller.of(PREFIX + name, role));
      }
    }
    return Optional.of(
        new Caller(
            PREFIX + name,
            Role.APPLICATION,
            new HashSet<>(texts(claims.getClaim(PRODUCERS))),
            new HashSet<>(texts(claims.getClaim(GROUPS)))));
  }

  /** A claim is a text with words, or an array of them. */
  private static List<String> texts(@Nullable Object claim) {
    List<String> texts = new ArrayList<>();
    if (claim instanceof String text) {
      texts.addAll(Arrays.asList(text.trim().split("\\s+")));
    } else if (claim instanceof Collection<?> many) {
      many.forEach(one -> texts.add(String.valueOf(one)));
    }
    return texts;
  }

  private static JWKSource<SecurityContext> source(String keys) {
    if (!keys.matches("https?://.*")) {
      WatchedFile<JWKSet> file =
          new WatchedFile<>(List.of(Path.of(keys)), Tokens::set, System::nanoTime);
      return (selector, context) -> selector.select(file.get());
    }
    try {
      return JWKSourceBuilder.create(
              URI.create(keys).toURL(),
              new DefaultResourceRetriever(KEYS_TIMEOUT_MS, KEYS_TIMEOUT_MS, KEYS_MAX_BYTES))
          .refreshAheadCache(false)
          .retrying(true)
          .outageTolerant(OUTAGE_MAX_MS)
          .build();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(keys + " is no URL", e);
    }
  }

  private static JWKSet set(List<byte[]> contents) {
    try {
      return JWKSet.parse(new String(contents.get(0), StandardCharsets.UTF_8));
    } catch (ParseException e) {
      throw new IllegalArgumentException("it is no JWK set: " + e.getMessage(), e);
    }
  }
}
