package io.surety.rest.http;

import io.javalin.http.Context;
import io.surety.rest.json.Json;
import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tags of what is shown, and writes that depend on it. Two who write at the same moment may both
 * have seen the state before: what must not happen twice, the rules see to.
 */
final class ETags {
  static final String NAME = "ETag";
  static final String IF_MATCH = "If-Match";

  private static final String IF_NONE_MATCH = "If-None-Match";
  private static final int TAG_BYTES = 12;
  private static final Json JSON = new Json(1 << 20);

  private ETags() {}

  /** The tag of an object as it is shown; when it was true is no part of it. */
  static String of(Map<String, Object> shown) {
    Map<String, Object> state = new LinkedHashMap<>(shown);
    state.remove("asOf");
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(JSON.write(state));
      return '"'
          + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, TAG_BYTES))
          + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** True if the request asks for a state. */
  static boolean areAsked(Context ctx) {
    return ctx.header(IF_MATCH) != null || ctx.header(IF_NONE_MATCH) != null;
  }

  /**
   * Returns if the request asks for no state, or for the one that there is.
   *
   * @param shown as it would be shown now; empty if there is nothing
   * @throws ProblemException if it asks for another
   */
  static void check(Context ctx, Supplier<Optional<Map<String, Object>>> shown) {
    @Nullable String ifMatch = ctx.header(IF_MATCH);
    @Nullable String ifNoneMatch = ctx.header(IF_NONE_MATCH);
    if (!areAsked(ctx)) {
      return;
    }
    Optional<String> tag = shown.get().map(ETags::of);
    if (ifMatch != null && !names(ifMatch, tag)) {
      throw failed("It is no longer what " + IF_MATCH + " says: look at it, and ask again.");
    }
    if (ifNoneMatch != null && names(ifNoneMatch, tag)) {
      throw failed("It is what " + IF_NONE_MATCH + " says that it must not be.");
    }
  }

  private static boolean names(String header, Optional<String> tag) {
    return tag.isPresent()
        && Arrays.stream(header.split(","))
            .map(String::trim)
            .anyMatch(one -> one.equals("*") || one.equals(tag.get()));
  }

  private static ProblemException failed(String detail) {
    return ProblemException.of(ProblemCode.PRECONDITION_FAILED, detail);
  }
}
