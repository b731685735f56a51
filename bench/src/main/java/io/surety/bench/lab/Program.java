package io.surety.bench.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A program in a process of its own. Its stdout and stderr go to files. It is killed by its process
 * id when it is closed and when this JVM ends; a program that must not outlive a {@code kill -9} of
 * this JVM watches its stdin, which closes then (see {@link StdinWatch}).
 *
 * <p>Thread-safe.
 */
public final class Program implements AutoCloseable {
  private static final int TAIL_LINES = 20;

  private final String name;
  private final Process process;
  private final Path out;
  private final Path err;
  private final Usage usage;
  private final Thread killer;

  private Program(String name, Process process, Path out, Path err) {
    this.name = name;
    this.process = process;
    this.out = out;
    this.err = err;
    this.usage = Usage.of(name, process.toHandle());
    this.killer = new Thread(process::destroyForcibly, "kill-" + name);
    Runtime.getRuntime().addShutdownHook(killer);
  }

  /** Starts a main class of this class path. */
  public static Program java(
      String name, Path directory, Jvm jvm, Class<?> main, List<String> arguments) {
    return java(
        name, directory, jvm, System.getProperty("java.class.path"), main.getName(), arguments);
  }

  /** Starts a main class of another class path. */
  public static Program java(
      String name, Path directory, Jvm jvm, String classPath, String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(jvm.java().toString());
    command.addAll(jvm.options());
    command.add("-Djava.io.tmpdir=" + directory.toAbsolutePath());
    command.add("-cp");
    command.add(classPath);
    command.add(main);
    command.addAll(arguments);
    return start(name, directory, command);
  }

  /** Starts anything, with its output in {@code directory}. */
  public static Program start(String name, Path directory, List<String> command) {
    Path out = directory.resolve(name + ".out");
    Path err = directory.resolve(name + ".err");
    try {
      Files.createDirectories(directory);
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      return new Program(name, process, out, err);
    } catch (IOException e) {
      throw new LabException(name + " could not be started: " + String.join(" ", command), e);
    }
  }

  /** In the report. */
  public String name() {
    return name;
  }

  /** What it uses of the machine. */
  public Usage usage() {
    return usage;
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits for a line on its stdout that starts so, and returns the rest of it.
   *
   * @throws LabException if it ends before, or does not say it in time
   */
  public String awaitLine(String start, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      boolean hasEnded = !process.isAlive();
      Optional<String> found = line(start);
      if (found.isPresent()) {
        return found.get();
      }
      if (hasEnded) {
        throw new LabException(
            name + " ended with " + process.exitValue() + "; see " + err + ":\n" + tail());
      }
      if (System.nanoTime() > end) {
        throw new LabException(
            name
                + " has not said '"
                + start
                + "' in "
                + patience
                + "; see "
                + err
                + ":\n"
                + tail());
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  private Optional<String> line(String start) {
    return read(out).stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .findFirst();
  }

  private String tail() {
    List<String> lines = read(err);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }

  private static List<String> read(Path file) {
    try {
      // Decoded leniently: the last line may be half of one.
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new LabException("cannot read " + file, e);
    }
  }

  /** SIGKILL, and waits until it is gone. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** As {@link #kill}: what it leaves behind is thrown away. Idempotent. */
  @Override
  public void close() {
    kill();
    try {
      Runtime.getRuntime().removeShutdownHook(killer);
    } catch (IllegalStateException e) {
      // This JVM is ending already, and the hook has nothing left to kill.
    }
  }
}
