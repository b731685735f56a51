package io.surety.rest.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
import io.surety.schemas.Names;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Where the next page of a list begins, as clients carry it: bound to the list it is of, since in
 * another one it would skip and repeat.
 */
public final class Cursor {
  private static final char END = '/';

  private Cursor() {}

  /** After this id, in the list that this text describes in full. */
  public static String of(String list, String after) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((digest(list) + END + after).getBytes(UTF_8));
  }

  /**
   * The id after which to go on.
   *
   * @throws ProblemException if it is not of this list
   */
  public static String after(String list, String cursor) {
    String plain = plain(cursor);
    int end = plain.indexOf(END);
    if (end < 0 || !plain.substring(0, end).equals(digest(list))) {
      throw mismatch();
    }
    String after = plain.substring(end + 1);
    if (Names.MESSAGE_ID.problem(after).isPresent()) {
      throw mismatch();
    }
    return after;
  }

  private static String plain(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
    } catch (IllegalArgumentException e) {
      throw mismatch();
    }
  }

  private static ProblemException mismatch() {
    return ProblemException.of(
        ProblemCode.CURSOR_MISMATCH,
        "Send the nextCursor of the page before, with the same conditions and order; or begin"
            + " without a cursor.");
  }

  private static String digest(String list) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(list.getBytes(UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(hash, 8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
