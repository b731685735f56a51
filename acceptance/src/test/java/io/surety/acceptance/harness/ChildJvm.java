package io.surety.acceptance.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java program of the test class path in a process of its own, which is asked in lines on stdin
 * and answers in lines on stdout; its stderr goes to a file. The program must end when its stdin
 * closes, so that it does not outlive the tests however they end.
 */
public final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final PrintWriter in;
  private final Path log;

  private ChildJvm(Process process, Path log) {
    this.process = process;
    this.out = process.inputReader();
    this.in = new PrintWriter(process.outputWriter(), true);
    this.log = log;
  }

  /**
   * Starts a program and waits for its line {@code READY ...}.
   *
   * @param options of the JVM
   */
  public static ChildJvm start(Path log, List<String> options, Class<?> main, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(args));
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      return new ChildJvm(
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start(),
          log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the program says after {@code READY}, once it is. */
  public String awaitReady() {
    return awaitLine("READY");
  }

  /** Asks, and returns the answer without its first word {@code OK}. */
  public String ask(String question) {
    in.println(question);
    return awaitLine("OK");
  }

  private String awaitLine(String first) {
    try {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith(first)) {
          return line.substring(first.length()).strip();
        }
      }
      throw new AssertionError(
          "the program ended with "
              + process.waitFor()
              + " before it said "
              + first
              + "; its log is "
              + log
              + "\n"
              + tail());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private String tail() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
  }

  /** Closes stdin, which asks the program to end, and waits for that. */
  public int stop() {
    in.close();
    return process.onExit().join().exitValue();
  }

  /** SIGKILL, and waits until it is gone. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** SIGSTOP: nothing of it runs until {@link #resume}, or until this JVM ends. */
  public Paused pause() {
    Process guard = run("read end; kill -KILL " + process.pid());
    signal("STOP");
    return () -> {
      guard.destroyForcibly().onExit().join();
      signal("CONT");
    };
  }

  /** A paused program; closing lets it go on. */
  @FunctionalInterface
  public interface Paused extends AutoCloseable {
    @Override
    void close();
  }

  private void signal(String name) {
    int code = run("kill -" + name + " " + process.pid()).onExit().join().exitValue();
    if (code != 0) {
      throw new AssertionError("kill -" + name + " ended with " + code);
    }
  }

  private static Process run(String script) {
    try {
      return new ProcessBuilder("sh", "-c", script).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Kills it if it still runs. */
  @Override
  public void close() {
    kill();
  }
}
