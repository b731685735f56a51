package io.surety.client.support;

import io.surety.embedded.EmbeddedKafkaMain;
import io.surety.embedded.SharedBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A real broker for tests: the one of this JVM, or one in a process of its own, which can be frozen
 * and killed.
 *
 * <p>With the system property {@code surety.test.broker.kafka} the tests run with another Kafka
 * client than the broker's: then every broker is a process, and its class path has the version that
 * the property names.
 */
public final class Broker implements AutoCloseable {
  private static final Optional<String> BROKER_KAFKA =
      Optional.ofNullable(System.getProperty("surety.test.broker.kafka"));

  private final Map<String, Object> clientConfig;
  private final String addressForUsers;
  private final Optional<Process> process;

  private Broker(
      Map<String, Object> clientConfig, String addressForUsers, Optional<Process> process) {
    this.clientConfig = clientConfig;
    this.addressForUsers = addressForUsers;
    this.process = process;
  }

  /** The broker that all tests share. Do not close it. */
  public static Broker shared() {
    return Shared.BROKER;
  }

  /** A broker in a process of its own, with arguments of {@link EmbeddedKafkaMain}. */
  public static Broker own(String... args) {
    return process(EmbeddedKafkaMain.class, args);
  }

  /** A broker on which these users may do nothing without an ACL. */
  public static Broker secured(String... users) {
    return process(SecuredBrokerMain.class, users);
  }

  private static Broker process(Class<?> main, String... args) {
    try {
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                  "-cp",
                  classPath(),
                  main.getName()));
      command.addAll(List.of(args));
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String[] ready = ready(process);
      return new Broker(
          Map.of("bootstrap.servers", ready[1]), ready[ready.length - 1], Optional.of(process));
    } catch (IOException e) {
      throw new IllegalStateException("cannot start a broker", e);
    }
  }

  private static String[] ready(Process process) throws IOException {
    BufferedReader out = process.inputReader();
    String line;
    while ((line = out.readLine()) != null) {
      if (line.startsWith("READY ")) {
        return line.split(" ");
      }
    }
    throw new IllegalStateException("the broker ended before it was ready");
  }

  private static String classPath() {
    String own = System.getProperty("java.class.path");
    return BROKER_KAFKA
        .map(
            version ->
                own.replaceAll(
                    "kafka-clients([/\\\\])[0-9.]+([/\\\\])kafka-clients-[0-9.]+\\.jar",
                    "kafka-clients$1" + version + "$2kafka-clients-" + version + ".jar"))
        .orElse(own);
  }

  public Map<String, Object> clientConfig() {
    return clientConfig;
  }

  /** What a client of a secured broker needs to be this user. */
  public Map<String, Object> clientConfig(String user) {
    return Map.of(
        "bootstrap.servers",
        addressForUsers,
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\""
            + user
            + "\" password=\""
            + user
            + "\";");
  }

  /** Host and port, as for {@code bootstrap.servers}. */
  public String address() {
    return clientConfig.get("bootstrap.servers").toString();
  }

  public String port() {
    return address().substring(address().indexOf(':') + 1);
  }

  /** The process stands still: connections stay open, and nothing is answered. */
  public void freeze() {
    signal("-STOP");
  }

  /** It goes on where it stood. */
  public void thaw() {
    signal("-CONT");
  }

  /** Gone at once, without a goodbye. */
  public void kill() {
    process.orElseThrow().destroyForcibly().onExit().join();
  }

  private void signal(String name) {
    try {
      String pid = Long.toString(process.orElseThrow().pid());
      int exit = new ProcessBuilder("kill", name, pid).start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException("kill " + name + " " + pid + " ended with " + exit);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("cannot signal the broker", e);
    }
  }

  @Override
  public void close() {
    process.ifPresent(running -> running.destroyForcibly().onExit().join());
  }

  private static final class Shared {
    static final Broker BROKER = start();

    static Broker start() {
      if (BROKER_KAFKA.isEmpty()) {
        return new Broker(SharedBroker.get().clientConfig(), "", Optional.empty());
      }
      Broker broker = own();
      Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "shared-broker-close"));
      return broker;
    }
  }
}
