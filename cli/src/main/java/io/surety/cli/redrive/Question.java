package io.surety.cli.redrive;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** A question with yes or no; anything but yes is no. */
final class Question {
  private static final Set<String> YES = Set.of("y", "yes");

  private Question() {}

  static boolean isYes(String question, PrintWriter err, InputStream in) {
    err.print(question + " [y/N] ");
    err.flush();
    try {
      return YES.contains(line(in).strip().toLowerCase(Locale.ROOT));
    } catch (IOException e) {
      return false;
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int read = in.read(); read >= 0 && read != '\n'; read = in.read()) {
      line.append((char) read);
    }
    return new String(
        line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
