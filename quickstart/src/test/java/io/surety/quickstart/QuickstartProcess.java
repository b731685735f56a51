package io.surety.quickstart;

import io.surety.rest.Main;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The command in a process of its own, killed on close if it still runs. */
final class QuickstartProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final List<String> lines = new ArrayList<>();

  private QuickstartProcess(Process process) {
    this.process = process;
    this.out = process.inputReader();
  }

  static QuickstartProcess start(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "quickstart",
                "--port",
                "0",
                "--kafka-port",
                "0"));
    command.addAll(List.of(arguments));
    return new QuickstartProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Reads until a line is as wanted, and returns it. */
  String awaitLine(Predicate<String> wanted) throws Exception {
    String line;
    while ((line = out.readLine()) != null) {
      lines.add(line);
      if (wanted.test(line)) {
        return line;
      }
    }
    throw new IllegalStateException(
        "it ended with " + process.waitFor() + " after saying " + String.join("\n", lines));
  }

  /** What it has said so far, as far as it was read. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  /** Sends SIGTERM, and returns all it said when it has ended. */
  List<String> terminate() throws Exception {
    // Process.destroy would close the stream that is still to be read.
    process.toHandle().destroy();
    out.lines().forEach(lines::add);
    process.waitFor();
    return lines();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
