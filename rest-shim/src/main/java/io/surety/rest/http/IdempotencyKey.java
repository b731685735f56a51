package io.surety.rest.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.surety.rest.access.Caller;
import io.surety.rest.problem.FieldError;
import io.surety.rest.problem.Problem;
import io.surety.rest.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes the id of a new message from a key of the caller's, so that a request that is repeated,
 * here or at any other server, is about the same message: the rules do the rest.
 */
final class IdempotencyKey {
  static final String NAME = "Idempotency-Key";

  private static final String RULE = "[\\x21-\\x7e]{1,200}";
  private static final int SHOWN_MAX = 80;
  private static final long VERSION_8 = 0x8000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private IdempotencyKey() {}

  /**
   * The id for the message in the body.
   *
   * @param otherwise the id where no key is sent
   * @throws ProblemException when the key cannot be one, or does not go with the body
   */
  static String messageId(Context ctx, ObjectNode body, String otherwise) {
    @Nullable String key = ctx.header(NAME);
    // Whoever handed it over has put the id into the body.
    if (key == null || Peers.isHandedOver(ctx)) {
      return otherwise;
    }
    if (!key.matches(RULE)) {
      throw wrong(
          key,
          "is empty, longer than 200 characters, or has others than visible ASCII (a space is"
              + " none)",
          "send 1 to 200 visible ASCII characters, as in order-42");
    }
    if (body.has("id")) {
      throw wrong(key, "and an id are both there", "send one of them");
    }
    if (body.has("delayMs")) {
      throw wrong(
          key, "does not go with delayMs, which counts from each request", "send deliverAt");
    }
    return of(Callers.of(ctx), key);
  }

  /** A UUID of version 8: of a hash of whose key it is, and the key. */
  static String of(Caller caller, String key) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update((caller.name() + '\n').getBytes(StandardCharsets.UTF_8));
      ByteBuffer digest = ByteBuffer.wrap(sha256.digest(key.getBytes(StandardCharsets.UTF_8)));
      long high = digest.getLong() & ~0xf000L | VERSION_8;
      long low = digest.getLong() & ~0xc000_0000_0000_0000L | VARIANT;
      return new UUID(high, low).toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static ProblemException wrong(String key, String what, String remedy) {
    String shown = key.length() > SHOWN_MAX ? key.substring(0, SHOWN_MAX) : key;
    return new ProblemException(
        Problem.invalid(List.of(new FieldError(NAME, shown, NAME + " " + what, remedy))));
  }
}
