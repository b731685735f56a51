package io.surety.quickstart.screen;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Standard output and standard error of this process. */
public final class Terminal {
  /** Set to {@code true} by the launcher where standard output is a terminal. */
  public static final String IS_TERMINAL = "surety.terminal";

  private Terminal() {}

  /** A console in UTF-8, coloured where that is wanted. */
  public static Console console() {
    return new Console(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        isColoured(Boolean.getBoolean(IS_TERMINAL), System.getenv()));
  }

  /** On a terminal that can, unless the user does not want it (https://no-color.org). */
  static boolean isColoured(boolean isTerminal, Map<String, String> environment) {
    return isTerminal
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }
}
