package io.surety.acceptance.proof;

import io.surety.acceptance.harness.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A service in a process of its own, which is killed and started again. */
final class Service implements AutoCloseable {
  static final List<String> JVM =
      List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private static final int ENDINGS_MAX = 10;

  private final String name;
  private final Path log;
  private final Class<?> main;
  private final String[] arguments;
  private ChildJvm process;
  private int kills;
  private int endings;

  Service(String name, Path directory, Class<?> main, String... arguments) {
    this.name = name;
    this.log = directory.resolve(name + ".log");
    this.main = main;
    this.arguments = arguments;
    this.process = start();
  }

  private ChildJvm start() {
    return ChildJvm.start(log, JVM, main, arguments);
  }

  void awaitReady() {
    untilItAnswers(process -> process.awaitReady());
  }

  /**
   * As a supervisor would: a start fails when the broker does not answer in time, and is tried
   * again.
   */
  void restartIfEnded() {
    if (!process.isAlive()) {
      if (++endings > ENDINGS_MAX) {
        throw new AssertionError(this + "; its log is " + log);
      }
      process = start();
    }
  }

  private void untilItAnswers(Consumer<ChildJvm> question) {
    while (true) {
      try {
        question.accept(process);
        return;
      } catch (AssertionError ended) {
        restartIfEnded();
      }
    }
  }

  /** SIGKILL, and a new start, which is not waited for: the next kill may come before. */
  void killAndRestart() {
    process.kill();
    kills++;
    process = start();
  }

  /** Returns when it has nothing more to do by itself. */
  void awaitFinished() {
    untilItAnswers(process -> process.ask("finish"));
  }

  /** Ends it cleanly and returns the exit code. */
  int stop() {
    return process.stop();
  }

  @Override
  public void close() {
    process.close();
  }

  @Override
  public String toString() {
    return name + " killed " + kills + " times, ended by itself " + endings + " times";
  }
}
