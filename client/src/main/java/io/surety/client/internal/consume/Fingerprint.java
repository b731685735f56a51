package io.surety.client.internal.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The same for errors with the same cause, so that operators can group dead letters by it: a hash
 * of the classes of the exception and its causes, and of the three topmost frames of the last
 * cause. Messages and line numbers are left out, as are the numbers in names of generated classes
 * and methods, which change from run to run.
 */
final class Fingerprint {
  private static final int CAUSES_MAX = 16;
  private static final int FRAMES = 3;
  private static final int HASH_BYTES = 8;

  private Fingerprint() {}

  static String of(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    Throwable last = thrown;
    int causes = 0;
    for (@Nullable Throwable t = thrown; t != null && causes < CAUSES_MAX; t = t.getCause()) {
      text.append(stable(t.getClass().getName())).append('\n');
      last = t;
      causes++;
    }
    StackTraceElement[] frames = last.getStackTrace();
    for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
      text.append(stable(frames[i].getClassName()))
          .append('.')
          .append(stable(frames[i].getMethodName()))
          .append('\n');
    }
    return hash(text.toString());
  }

  /** A hash of any text, too long for two texts to have the same by chance. */
  static String ofText(String text) {
    return HexFormat.of().formatHex(digest(text));
  }

  private static String stable(String name) {
    int generated = name.indexOf("$$");
    String written = generated < 0 ? name : name.substring(0, generated);
    return written.startsWith("lambda$") || written.contains("$Proxy")
        ? written.replaceAll("[0-9]+", "")
        : written;
  }

  private static String hash(String text) {
    return HexFormat.of().formatHex(digest(text), 0, HASH_BYTES);
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
