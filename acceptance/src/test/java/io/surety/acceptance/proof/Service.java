package io.surety.acceptance.proof;

import io.surety.acceptance.harness.ChildJvm;
import java.nio.file.Path;
import java.util.List;

/** A service in a process of its own, which is killed and started again. */
final class Service implements AutoCloseable {
  static final List<String> JVM =
      List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final String name;
  private final Path log;
  private final Class<?> main;
  private final String[] arguments;
  private ChildJvm process;
  private int kills;

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
    process.awaitReady();
  }

  /** SIGKILL, and a new start, which is not waited for: the next kill may come before. */
  void killAndRestart() {
    process.kill();
    kills++;
    process = start();
  }

  /** Returns when it has nothing more to do by itself. */
  void awaitFinished() {
    process.ask("finish");
  }

  /** Ends it cleanly and returns the exit code. */
  int stop() {
    return process.stop();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.close();
  }

  @Override
  public String toString() {
    return name + " killed " + kills + " times";
  }
}
