package io.surety.rest.http;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the caller prefers a change to be answered (RFC 7240): {@code Prefer: respond-async} when it
 * is safe in the log, {@code Prefer: wait=2} within so many seconds. What else is preferred, or
 * cannot be read, is passed over, as the RFC has it.
 *
 * @param isAsync true if the caller need not hear at once what became of the change
 * @param waitSeconds how long to wait for that at most
 */
record Preference(boolean isAsync, Optional<Long> waitSeconds) {
  static final String NAME = "Prefer";
  static final String APPLIED = "Preference-Applied";

  private static final String ASYNC = "respond-async";

  // A value may be quoted, and parameters that nobody knows may follow.
  private static final Pattern WAIT = Pattern.compile("wait\\s*=\\s*\"?([0-9]{1,9})\"?");

  /** Of a request. */
  static Preference of(Context ctx) {
    return parse(ctx.header(NAME));
  }

  /** From a header, if there is one; the first of two that contradict each other counts. */
  static Preference parse(@Nullable String header) {
    boolean isAsync = false;
    Optional<Long> wait = Optional.empty();
    if (header != null) {
      for (String preference : header.split(",")) {
        String word = preference.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        isAsync |= word.equals(ASYNC);
        Matcher seconds = WAIT.matcher(word);
        if (wait.isEmpty() && seconds.matches()) {
          wait = Optional.of(Long.parseLong(seconds.group(1)));
        }
      }
    }
    return new Preference(isAsync, wait);
  }

  /**
   * How long to wait for the outcome.
   *
   * @param max as long as anybody may wait, and as long as is waited where nothing is preferred
   */
  Duration wait(Duration max) {
    Duration wanted = waitSeconds.map(Duration::ofSeconds).orElse(isAsync ? Duration.ZERO : max);
    return wanted.compareTo(max) < 0 ? wanted : max;
  }

  /** True if it is enough that the change is in the log. */
  boolean isWrittenEnough() {
    return wait(Duration.ofSeconds(1)).isZero();
  }

  /** Tells the caller what was heeded. */
  void tell(Context ctx) {
    String applied = applied();
    if (!applied.isEmpty()) {
      ctx.header(APPLIED, applied);
    }
  }

  /** What was heeded; empty for nothing. */
  String applied() {
    StringJoiner applied = new StringJoiner(", ");
    if (isAsync) {
      applied.add(ASYNC);
    }
    waitSeconds.ifPresent(seconds -> applied.add("wait=" + seconds));
    return applied.toString();
  }
}
