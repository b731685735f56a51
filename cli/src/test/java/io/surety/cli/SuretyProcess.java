package io.surety.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code surety} as a process of its own. */
final class SuretyProcess {
  private static final long PATIENCE_S = 60;

  private final List<String> command;
  private final Map<String, String> environment = new HashMap<>();
  private byte[] stdin = new byte[0];

  private SuretyProcess(List<String> command) {
    this.command = command;
  }

  /** What a process said and ended with. */
  record Result(int code, byte[] stdout, String err) {
    Result is(int expected) {
      assertThat(code).as(out() + err).isEqualTo(expected);
      return this;
    }

    String out() {
      return new String(stdout, UTF_8);
    }
  }

  /** The command that starts it. */
  static List<String> java(String... args) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "io.surety.rest.Main"));
    command.addAll(List.of(args));
    return command;
  }

  static SuretyProcess of(String... args) {
    return new SuretyProcess(java(args));
  }

  /** A line for bash, which finds {@code surety} on its path. */
  static SuretyProcess bash(String line) throws IOException {
    Path bin = Files.createTempDirectory("bin");
    StringBuilder script = new StringBuilder("#!/bin/sh\nexec");
    java().forEach(word -> script.append(" '").append(word).append('\''));
    Path program = Files.writeString(bin.resolve("surety"), script.append(" \"$@\"\n"));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return new SuretyProcess(List.of("bash", "-c", line))
        .with("PATH", bin + ":" + System.getenv("PATH"));
  }

  SuretyProcess with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  SuretyProcess stdin(byte[] bytes) {
    stdin = bytes;
    return this;
  }

  Result run() throws IOException, InterruptedException {
    Path in = Files.write(Files.createTempFile("stdin", ""), stdin);
    Path out = Files.createTempFile("stdout", "");
    Path err = Files.createTempFile("stderr", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SURETY_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    boolean hasEnded = process.waitFor(PATIENCE_S, TimeUnit.SECONDS);
    if (!hasEnded) {
      process.destroyForcibly();
    }
    assertThat(hasEnded).as(Files.readString(err)).isTrue();
    return new Result(process.exitValue(), Files.readAllBytes(out), Files.readString(err));
  }
}
