package io.surety.topology.config;

import io.surety.lifecycle.Limits;
import io.surety.lifecycle.ProducerPolicy;
import io.surety.schemas.Topics;
import io.surety.schemas.registry.RegistryConfig;
import io.surety.topology.CoreSettings;
import io.surety.topology.dispatch.DispatchSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.types.Password;

/**
 * What a coordinator is told, read once at its start. Immutable and thread-safe.
 *
 * <p>Keys, defaults and limits: {@code docs/configuration.md}, which is made from {@link #GROUPS}.
 */
public final class CoordinatorConfig {
  /** Every key of the coordinator. */
  public static final List<ConfigGroup> GROUPS =
      List.of(
          ConnectionKeys.GROUP,
          TopicKeys.GROUP,
          MessageKeys.GROUP,
          DispatchKeys.GROUP,
          RunningKeys.GROUP);

  private final Settings settings;
  private final Optional<String> applicationServer;

  private CoordinatorConfig(Settings settings, Optional<String> applicationServer) {
    this.settings = settings;
    this.applicationServer = applicationServer;
  }

  /**
   * A configuration from code; keys as in the file.
   *
   * @throws InvalidConfigException naming every unknown key and every value that is not valid
   */
  public static CoordinatorConfig of(Map<String, ?> values) {
    return of(Settings.of(values, GROUPS));
  }

  /**
   * A configuration from settings that have been read with {@link #GROUPS}, and perhaps others'.
   *
   * @throws InvalidConfigException when values contradict each other
   */
  public static CoordinatorConfig of(Settings settings) {
    List<String> problems = Contradictions.in(settings);
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
    return new CoordinatorConfig(settings, settings.get(ConnectionKeys.APPLICATION_SERVER));
  }

  /**
   * The same, reached by other instances at this address unless another one is configured.
   *
   * @param hostAndPort where REST really listens
   */
  public CoordinatorConfig reachedAt(String hostAndPort) {
    return new CoordinatorConfig(settings, Optional.of(applicationServer.orElse(hostAndPort)));
  }

  /** Kafka brokers to begin with. */
  public List<String> bootstrapServers() {
    return settings.get(ConnectionKeys.BOOTSTRAP_SERVERS);
  }

  /** The consumer group and the start of every internal name. */
  public String applicationId() {
    return settings.get(ConnectionKeys.APPLICATION_ID);
  }

  /** The names of the coordinator's topics. */
  public Topics topics() {
    return Topics.of(settings.get(ConnectionKeys.TOPIC_PREFIX));
  }

  /** {@code host:port} where other instances reach this one, if they do. */
  public Optional<String> applicationServer() {
    return applicationServer;
  }

  /** Directory of the stores. */
  public Path stateDir() {
    return Path.of(settings.get(ConnectionKeys.STATE_DIR));
  }

  /** How to reach a schema registry, if there is one. */
  public Optional<RegistryConfig> schemaRegistry() {
    return schemaRegistry(settings);
  }

  static Optional<RegistryConfig> schemaRegistry(Settings settings) {
    return settings
        .get(ConnectionKeys.SCHEMA_REGISTRY_URL)
        .map(
            urls ->
                new RegistryConfig(
                    RegistryConfig.of(urls).urls(),
                    settings.get(ConnectionKeys.SCHEMA_REGISTRY_AUTH).map(Password::value),
                    settings.get(ConnectionKeys.SCHEMA_REGISTRY_TIMEOUT),
                    settings.get(ConnectionKeys.SCHEMA_REGISTRY_AUTO_REGISTER)));
  }

  /** How topics are made. */
  public TopicSettings topicSettings() {
    int replicas = settings.get(TopicKeys.REPLICATION_FACTOR);
    int insync = settings.get(TopicKeys.MIN_INSYNC_REPLICAS);
    return new TopicSettings(
        settings.get(TopicKeys.CREATE),
        settings.get(TopicKeys.PARTITIONS),
        (short) replicas,
        insync == 0 ? Math.max(1, replicas - 1) : insync,
        settings.get(TopicKeys.SIGNAL_RETENTION),
        settings.get(TopicKeys.OUTPUT_RETENTION),
        settings.get(TopicKeys.AUDIT_RETENTION));
  }

  /** What the rules and the core need. */
  public CoreSettings core() {
    return new CoreSettings(
        limits(),
        settings.get(RunningKeys.TIMER_INTERVAL).toMillis(),
        settings.get(RunningKeys.TIMERS_PER_TICK),
        settings.get(RunningKeys.TIMER_BUDGET).toMillis(),
        settings.get(MessageKeys.MAX_BYTES),
        settings.get(MessageKeys.SETTLED_RETENTION).toMillis(),
        settings.get(MessageKeys.EVENTS),
        settings.get(RunningKeys.REGISTRY_STALENESS).toMillis(),
        settings.get(RunningKeys.SESSION_TIMEOUT).toMillis());
  }

  private Limits limits() {
    return new Limits(
        settings.get(MessageKeys.EARLY_TIMEOUT).toMillis(),
        settings.get(MessageKeys.UNRESOLVED_RETENTION).toMillis(),
        settings.get(MessageKeys.DEAD_LETTER_RETENTION).toMillis(),
        settings.get(DispatchKeys.BACKOFF_MIN).toMillis(),
        settings.get(DispatchKeys.BACKOFF_MAX).toMillis(),
        settings.get(MessageKeys.DELIVERY_REQUEST_TIMEOUT).toMillis());
  }

  /** The policy of producers that did not register, and of fields that others left open. */
  public ProducerPolicy producerDefaults() {
    return new ProducerPolicy(
        settings.get(MessageKeys.CHECK_BACK_AFTER).toMillis(),
        settings.get(MessageKeys.CHECK_BACK_MAX_DELAY).toMillis(),
        settings.get(MessageKeys.CHECK_BACK_BUDGET),
        settings.get(MessageKeys.CHECK_BACK_MAX_AGE).toMillis(),
        settings.get(MessageKeys.CHECK_BACK_ON_EXHAUSTED));
  }

  /** How records are sent to destinations. */
  public DispatchSettings dispatch() {
    return new DispatchSettings(
        settings.get(DispatchKeys.LINGER),
        settings.get(DispatchKeys.DELIVERY_TIMEOUT),
        settings.get(DispatchKeys.IN_FLIGHT_MAX_BYTES),
        settings.get(DispatchKeys.IN_FLIGHT_MAX_RECORDS),
        core().recordMaxBytes(),
        settings.get(DispatchKeys.DIRECTORY_REFRESH));
  }

  /** Threads that process signals. */
  public int streamThreads() {
    return settings.get(RunningKeys.STREAM_THREADS);
  }

  /** Further instances that keep a copy of each store. */
  public int standbyReplicas() {
    return settings.get(RunningKeys.STANDBY_REPLICAS);
  }

  /** Time between transactions. */
  public Duration commitInterval() {
    return settings.get(RunningKeys.COMMIT_INTERVAL);
  }

  /** Memory of all stores together, bytes. */
  public long rocksDbMemoryBytes() {
    return settings.get(RunningKeys.ROCKSDB_MEMORY);
  }

  /** What a client of this kind needs: what is passed through to it, and where the brokers are. */
  public Map<String, Object> kafka(KafkaClient client) {
    Map<String, Object> config = settings.kafka(client);
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, String.join(",", bootstrapServers()));
    return config;
  }

  /** The settings this was read from, to be printed. */
  public Settings settings() {
    return settings;
  }

  /** Without secrets. */
  @Override
  public String toString() {
    return settings.toString();
  }
}
