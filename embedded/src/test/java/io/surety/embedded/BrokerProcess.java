package io.surety.embedded;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A broker in a process of its own, killed on close if it still runs. */
final class BrokerProcess implements AutoCloseable {
  private final Process process;
  private String[] ready = {};

  private BrokerProcess(Process process) {
    this.process = process;
  }

  static BrokerProcess start(String... args) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                System.getProperty("java.class.path"),
                EmbeddedKafkaMain.class.getName()));
    command.addAll(List.of(args));
    return new BrokerProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  void awaitReady() throws Exception {
    BufferedReader out = process.inputReader();
    String line;
    while ((line = out.readLine()) != null) {
      if (line.startsWith("READY ")) {
        ready = line.split(" ");
        return;
      }
    }
    throw new IllegalStateException(
        "the broker ended with " + process.waitFor() + " before it was ready");
  }

  Map<String, Object> clientConfig() {
    return Map.of("bootstrap.servers", ready[1]);
  }

  String clusterId() {
    return ready[2];
  }

  Process process() {
    return process;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
