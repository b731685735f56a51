package io.surety.rest.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves that a request was sent by an instance that knows the secret, for this caller, at this
 * time, with this body: HMAC-SHA-256 over
 *
 * <pre>
 * surety-peer-1 LF time LF method LF path?query LF caller LF hex(SHA-256(body))
 * </pre>
 *
 * as {@code time.mac}, the time in epoch milliseconds. Thread-safe.
 */
public final class PeerSeal {
  private static final Duration AGE_MAX = Duration.ofSeconds(30);
  private static final Pattern SEAL = Pattern.compile("([0-9]{1,15})\\.([A-Za-z0-9_-]{43})");
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec secret;
  private final LongSupplier clock;

  /** What is sealed. */
  public record Request(String method, String pathAndQuery, String caller, byte[] body) {}

  /** What is to be thought of a seal. */
  public enum Verdict {
    /** An instance sent it, just now. */
    GENUINE,
    /** It was made with the secret, and too long ago, or by a clock that differs. */
    OUT_OF_TIME,
    /** Nobody with the secret made it for this request. */
    FORGED
  }

  /**
   * @param secret the same on every instance
   * @param clock epoch ms
   */
  public PeerSeal(String secret, LongSupplier clock) {
    this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    this.clock = clock;
  }

  /** The seal for a request that is sent now. */
  public String seal(Request request) {
    long time = clock.getAsLong();
    return time + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(mac(request, time));
  }

  /** What to think of a seal that came with a request. */
  public Verdict verify(Request request, String seal) {
    Matcher parts = SEAL.matcher(seal);
    if (!parts.matches()) {
      return Verdict.FORGED;
    }
    long time = Long.parseLong(parts.group(1));
    byte[] sent = Base64.getUrlDecoder().decode(parts.group(2));
    if (!MessageDigest.isEqual(sent, mac(request, time))) {
      return Verdict.FORGED;
    }
    return Math.abs(clock.getAsLong() - time) > AGE_MAX.toMillis()
        ? Verdict.OUT_OF_TIME
        : Verdict.GENUINE;
  }

  private byte[] mac(Request request, long time) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      String text =
          String.join(
              "\n",
              "surety-peer-1",
              Long.toString(time),
              request.method(),
              request.pathAndQuery(),
              request.caller(),
              HexFormat.of()
                  .formatHex(MessageDigest.getInstance("SHA-256").digest(request.body())));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256 and SHA-256", e);
    }
  }
}
