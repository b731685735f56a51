package io.surety.topology;

import io.surety.schemas.Codec;
import io.surety.topology.config.CoordinatorConfig;
import io.surety.topology.counts.Census;
import io.surety.topology.dispatch.DestinationDirectory;
import io.surety.topology.dispatch.EagerDispatcher;
import io.surety.topology.kafka.KafkaReadings;
import io.surety.topology.log.EndOffsetSampler;
import io.surety.topology.log.ObservedClients;
import io.surety.topology.queries.LocalQueries;
import io.surety.topology.registry.GlobalRegistry;
import io.surety.topology.registry.RegistryClients;
import io.surety.topology.registry.RegistryFreshness;
import io.surety.topology.registry.RegistryView;
import io.surety.topology.setup.Acl;
import io.surety.topology.setup.AclPlan;
import io.surety.topology.setup.TopicSetup;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running coordinator: one instance of an installation.
 *
 * <pre>{@code
 * try (Coordinator coordinator = Coordinator.start(config)) {
 *   Answer answer = coordinator.queries().get("m1");
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class Coordinator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Coordinator.class);

  /** How often somebody's wish to know the end of a partition is looked for. */
  private static final Duration SAMPLE_INTERVAL = Duration.ofMillis(100);

  private final CoordinatorConfig config;
  private final CloseStack opened;
  private final CoordinatorMetrics metrics = new CoordinatorMetrics();
  private final TaskProgress progress = new TaskProgress();
  private final KafkaReadings readings = new KafkaReadings();
  private final Codec codec;
  private final DestinationDirectory directory;
  private final EagerDispatcher dispatcher;
  private final CoordinatorQueries queries;
  private final HealthCheck health;

  /**
   * Checks brokers, topics and rights, and starts. Returns before every partition is taken over;
   * see {@link #health}.
   *
   * @throws StartupException when it cannot start, with what to do about it
   */
  public static Coordinator start(CoordinatorConfig config) {
    return check(config, AclPlan.of(config).coordinator()).start(config);
  }

  /**
   * Checks the same, makes the topics where that is wanted, and starts nothing yet: for a process
   * that does more with the same user.
   *
   * @param needed the rights without which it must not start
   * @throws StartupException when it could not start, with what to do about it
   */
  public static CheckedCluster check(CoordinatorConfig config, Collection<Acl> needed) {
    LOG.info("Starting: {}", config.settings().printable());
    config.settings().warnings().forEach(LOG::warn);
    return StartupFailures.explaining(config, () -> new CheckedCluster(config, needed));
  }

  Coordinator(CoordinatorConfig config, CheckedCluster cluster) {
    this.config = config;
    this.opened = cluster.opened();
    try {
      Admin admin = cluster.admin();
      TopicSetup.Ready ready = cluster.ready();
      codec = cluster.codec();

      RegistryView registry = new RegistryView(config.producerDefaults());
      RegistryFreshness freshness =
          new RegistryFreshness(
              Duration.ofMillis(config.core().registryStalenessMaxMs()), System::nanoTime);
      freshness.partitions(ready.registryPartitions());
      ObservedClients clients =
          new ObservedClients(config.topics(), config.core().sessionTimeoutMs());
      EndOffsetSampler sampler = opened.add(new EndOffsetSampler(admin, System::currentTimeMillis));
      sampler.add(clients);
      sampler.add(freshness);

      directory =
          opened.add(
              new DestinationDirectory(
                  CheckedCluster.admin(config, opened), config.dispatch().directoryRefresh()));
      registry.onChange(all -> directory.watch(all.destinationTopics()));
      dispatcher = opened.add(new EagerDispatcher(config, directory));

      GlobalRegistry store =
          new GlobalRegistry(codec, config.producerDefaults(), registry, metrics);
      CoordinatorTopology topology =
          new CoordinatorTopology(
              new CoordinatorParts(
                  config.core(),
                  config.topics(),
                  ready.partitions(),
                  codec,
                  registry,
                  freshness,
                  store,
                  dispatcher,
                  clients,
                  metrics,
                  progress));
      CoordinatorStreams streams =
          opened.add(
              new CoordinatorStreams(
                  config, topology, new RegistryClients(clients, registry, freshness), readings));
      opened.add(store);

      queries =
          new LocalQueries(
              streams.streams(),
              ready.partitions(),
              config.applicationServer(),
              config.core(),
              progress,
              registry,
              freshness);
      health = new HealthCheck(streams, progress, freshness);
      directory.start();
      sampler.start(
          freshness.sampleAge().compareTo(SAMPLE_INTERVAL) < 0
              ? freshness.sampleAge()
              : SAMPLE_INTERVAL);
      streams.start();
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** Reads of what is stored and registered. */
  public CoordinatorQueries queries() {
    return queries;
  }

  /** How it gets on, now. */
  public Health health() {
    return health.at(System.currentTimeMillis());
  }

  /** What it has counted since it was started. */
  public CoordinatorMetrics metrics() {
    return metrics;
  }

  /** The live messages of the partitions that this instance processes, counted. */
  public Census census() {
    return progress.census();
  }

  /** The same by partition; a task that still reads its rows is not there yet. */
  public Map<Integer, Census> censuses() {
    return progress.censuses();
  }

  /** What Kafka Streams and its clients measure. */
  public KafkaReadings kafka() {
    return readings;
  }

  /** What is known of destinations. */
  public DestinationDirectory destinations() {
    return directory;
  }

  /** What is on its way to destinations. */
  public EagerDispatcher dispatcher() {
    return dispatcher;
  }

  /** For values of the coordinator's topics, as it writes and reads them. */
  public Codec codec() {
    return codec;
  }

  /** What it was started with. */
  public CoordinatorConfig config() {
    return config;
  }

  /** Stops: commits, hands its partitions over, and lets everything go, within 10 s. Idempotent. */
  @Override
  public void close() {
    LOG.info("Stopping");
    opened.close();
    LOG.info("Stopped");
  }
}
