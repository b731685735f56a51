package io.surety.rest.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that says who calls: {@code surety_NAME_SECRET}, where the secret is 256 random bits.
 *
 * <p>Servers keep its hash only: HMAC-SHA-256 of the whole key with a salt of its own. What is as
 * long as this cannot be guessed, so the hash need not be slow, and asking costs microseconds.
 */
public final class ApiKey {
  /** What every key begins with, so that one which leaks can be searched for. */
  public static final String PREFIX = "surety_";

  private static final String HASH_PREFIX = "hmac-sha256:";
  private static final int SECRET_BYTES = 32;
  private static final int SECRET_CHARS = 43;
  private static final int SALT_BYTES = 16;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private ApiKey() {}

  /** A new key for this name. */
  public static String create(String name, SecureRandom random) {
    return PREFIX + name + "_" + ENCODER.encodeToString(bytes(random, SECRET_BYTES));
  }

  /** What to write into the file, for a key. */
  public static String hash(String key, SecureRandom random) {
    byte[] salt = bytes(random, SALT_BYTES);
    return HASH_PREFIX
        + ENCODER.encodeToString(salt)
        + ":"
        + ENCODER.encodeToString(mac(salt, key));
  }

  /** The name within a key; empty if it is no key. */
  static Optional<String> name(String key) {
    int end = key.length() - SECRET_CHARS - 1;
    return key.startsWith(PREFIX) && end > PREFIX.length() && key.charAt(end) == '_'
        ? Optional.of(key.substring(PREFIX.length(), end))
        : Optional.empty();
  }

  /** True if a text is a hash as {@link #hash} makes them. */
  static boolean isHash(String text) {
    return text.matches(HASH_PREFIX + "[A-Za-z0-9_-]{22}:[A-Za-z0-9_-]{43}");
  }

  /** True if the hash is that of the key. Takes the same time wherever they differ. */
  static boolean matches(String hash, String key) {
    String[] parts = hash.split(":", 3);
    byte[] salt = Base64.getUrlDecoder().decode(parts[1]);
    return MessageDigest.isEqual(Base64.getUrlDecoder().decode(parts[2]), mac(salt, key));
  }

  private static byte[] mac(byte[] salt, String key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(salt, "HmacSHA256"));
      return mac.doFinal(key.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private static byte[] bytes(SecureRandom random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
