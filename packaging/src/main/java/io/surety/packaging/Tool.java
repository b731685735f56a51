package io.surety.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Programs of the machine that builds. */
final class Tool {
  private Tool() {}

  /**
   * What a program prints.
   *
   * @param purpose for the message, as in "to find libraries"
   * @throws PackagingException if it is not there, or fails
   */
  static String run(String purpose, List<String> command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("LC_ALL", "C");
      Process process = builder.start();
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int code = process.waitFor();
      if (code != 0) {
        throw new PackagingException(
            "%s, needed %s, failed with %d: %s"
                .formatted(String.join(" ", command), purpose, code, printed));
      }
      return printed;
    } catch (IOException e) {
      throw new PackagingException(
          "%s is needed %s, and cannot be run here (%s): %s"
              .formatted(command.get(0), purpose, e.getMessage(), Base.ELSEWHERE));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PackagingException("interrupted while " + command.get(0) + " ran");
    }
  }
}
