package io.surety.schemas.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The npm package {@code @kafkajs/confluent-schema-registry}, installed into {@code target}, behind
 * a small script.
 */
final class NpmClient {
  private static final Path HOME = Path.of("target/npm");
  private static final String PACKAGE = "@kafkajs/confluent-schema-registry@3.9.0";

  private final String registryUrl;

  private NpmClient(String registryUrl) {
    this.registryUrl = registryUrl;
  }

  static boolean isNodeInstalled() {
    return Stream.of("node", "npm").allMatch(NpmClient::runs);
  }

  static NpmClient install(String registryUrl) throws IOException, InterruptedException {
    Files.createDirectories(HOME);
    run(
        List.of(
            "npm",
            "install",
            "--no-audit",
            "--no-fund",
            "--prefix",
            HOME.toAbsolutePath().toString(),
            PACKAGE));
    return new NpmClient(registryUrl);
  }

  String decode(String hex) throws IOException, InterruptedException {
    return script("decode", registryUrl, hex);
  }

  String encode(String subject, Path schema, String json) throws IOException, InterruptedException {
    return script("encode", registryUrl, subject, schema.toString(), json);
  }

  private static String script(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("node", "src/test/resources/interop/client.cjs"));
    command.addAll(List.of(arguments));
    return run(command).trim();
  }

  private static boolean runs(String program) {
    try {
      return new ProcessBuilder(program, "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Path errors = HOME.resolve("stderr.log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder
        .environment()
        .put("NODE_PATH", HOME.resolve("node_modules").toAbsolutePath().toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + " failed: " + Files.readString(errors));
    }
    return output;
  }
}
