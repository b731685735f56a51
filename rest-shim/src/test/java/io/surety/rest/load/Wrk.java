package io.surety.rest.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs {@code wrk}, and reads what it measured. */
public final class Wrk {
  private static final List<String> NUMBERS =
      List.of("Requests/sec:\\s+(\\S+)", "50%\\s+(\\S+)", "90%\\s+(\\S+)", "99%\\s+(\\S+)");

  private final int connections;
  private final Duration time;

  public Wrk(int connections, Duration time) {
    this.connections = connections;
    this.time = time;
  }

  /**
   * One run.
   *
   * @param script in Lua; empty for none
   * @return a line with the rate and the percentiles
   */
  public String run(String what, String url, String script)
      throws IOException, InterruptedException {
    Path file = Files.createTempFile("wrk", ".lua");
    try {
      Files.writeString(file, script);
      Process process =
          new ProcessBuilder(
                  "wrk",
                  "-t1",
                  "-c" + connections,
                  "-d" + time.toSeconds() + "s",
                  "--timeout",
                  "10s",
                  "--latency",
                  "-s",
                  file.toString(),
                  url)
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("wrk failed: " + said);
      }
      return line(what, said);
    } finally {
      Files.delete(file);
    }
  }

  private static String line(String what, String said) {
    List<String> found = new ArrayList<>();
    for (String number : NUMBERS) {
      Matcher matcher = Pattern.compile(number).matcher(said);
      found.add(matcher.find() ? matcher.group(1) : "?");
    }
    Matcher errors = Pattern.compile("(Non-2xx.*|Socket errors.*)").matcher(said);
    return String.format(
        "%-20s %10s/s   50%% %8s  90%% %8s  99%% %8s  %s",
        what,
        found.get(0),
        found.get(1),
        found.get(2),
        found.get(3),
        errors.find() ? errors.group(1) : "");
  }
}
