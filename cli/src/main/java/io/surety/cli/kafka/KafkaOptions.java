package io.surety.cli.kafka;

import io.surety.cli.ExitCodes;
import io.surety.cli.Unreadable;
import io.surety.rest.CommandException;
import io.surety.rest.SuretyServer;
import io.surety.topology.config.CoordinatorConfig;
import io.surety.topology.config.KafkaClient;
import io.surety.topology.config.Settings;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cluster, and what a server there would be told; to be mixed in. */
public final class KafkaOptions {
  private static final String SERVERS = "surety.bootstrap.servers";
  private static final String SERVERS_VARIABLE = "SURETY_BOOTSTRAP_SERVERS";
  private static final String LOCAL = "localhost:9092";
  private static final int ANSWER_MS = 10_000;

  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT",
      description =
          "Kafka brokers. Default: those of the file, SURETY_BOOTSTRAP_SERVERS, or " + LOCAL + ".")
  private @Nullable String bootstrapServer;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "Properties of a Kafka client, as Kafka's own tools take them: security.")
  private @Nullable Path commandConfig;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Properties of the server: names, partitions, replicas, security, directories.")
  private @Nullable Path config;

  @Option(
      names = "--option",
      paramLabel = "KEY=VALUE",
      description = "A setting of the server that wins over the others; can be repeated.")
  private Map<String, String> options = new LinkedHashMap<>();

  /** Made by picocli. */
  public KafkaOptions() {}

  /**
   * The settings that a server would have.
   *
   * @param more settings that win over all others
   */
  Settings settings(Map<String, String> more) {
    Map<String, String> overrides = new LinkedHashMap<>();
    if (config == null && !System.getenv().containsKey(SERVERS_VARIABLE)) {
      overrides.put(SERVERS, LOCAL);
    }
    if (commandConfig != null) {
      read(commandConfig)
          .forEach(
              (key, value) ->
                  overrides.put(
                      key.equals(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG)
                          ? SERVERS
                          : KafkaClient.ALL.prefix() + key,
                      value));
    }
    overrides.putAll(options);
    if (bootstrapServer != null) {
      overrides.put(SERVERS, bootstrapServer);
    }
    overrides.putAll(more);
    return Settings.read(
        Optional.ofNullable(config), System.getenv(), overrides, SuretyServer.GROUPS);
  }

  /** A client that gives up soon. */
  static Admin admin(CoordinatorConfig config) {
    // Its log repeats, line by line, what the command says in a sentence.
    Configurator.setLevel("org.apache.kafka", Level.OFF);
    Map<String, Object> client = config.kafka(KafkaClient.ADMIN);
    client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MS);
    client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MS);
    return Admin.create(client);
  }

  private static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new CommandException(
          file + " cannot be read: " + Unreadable.why(e), ExitCodes.USAGE, e);
    } catch (IllegalArgumentException e) {
      throw new CommandException(
          file + " is no file of properties: " + e.getMessage(), ExitCodes.USAGE, e);
    }
    Map<String, String> values = new LinkedHashMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return values;
  }
}
