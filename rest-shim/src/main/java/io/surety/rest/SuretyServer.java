package io.surety.rest;

import io.surety.rest.archive.Archive;
import io.surety.rest.archive.ArchiveConfig;
import io.surety.rest.audit.AuditLog;
import io.surety.rest.audit.AuditTrail;
import io.surety.rest.callback.CallbackConfig;
import io.surety.rest.callback.CallbackDispatcher;
import io.surety.rest.callback.CallbackRules;
import io.surety.rest.http.WebServer;
import io.surety.rest.metrics.MetricsSource;
import io.surety.rest.redrive.OperationsLog;
import io.surety.rest.redrive.RedriveRunner;
import io.surety.rest.redrive.Redrives;
import io.surety.rest.signal.Answers;
import io.surety.rest.signal.DestinationCheck;
import io.surety.rest.signal.Positions;
import io.surety.rest.signal.Processing;
import io.surety.rest.signal.Registering;
import io.surety.rest.signal.Settling;
import io.surety.rest.signal.SignalEncoder;
import io.surety.rest.signal.SignalWriter;
import io.surety.rest.stats.Overview;
import io.surety.schemas.Codec;
import io.surety.topology.CheckedCluster;
import io.surety.topology.Coordinator;
import io.surety.topology.config.ConfigGroup;
import io.surety.topology.config.CoordinatorConfig;
import io.surety.topology.config.KafkaClient;
import io.surety.topology.config.Settings;
import io.surety.topology.setup.Acl;
import io.surety.topology.setup.AclPlan;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A coordinator and its REST interface in this JVM.
 *
 * <pre>{@code
 * try (SuretyServer server = SuretyServer.start(Map.of("surety.bootstrap.servers", "localhost:9092"))) {
 *   HttpRequest.newBuilder(server.url().resolve("/health/ready"));
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class SuretyServer implements AutoCloseable {
  /** Every key of a server: the coordinator's and REST's. */
  public static final List<ConfigGroup> GROUPS =
      Stream.concat(CoordinatorConfig.GROUPS.stream(), RestConfig.GROUPS.stream()).toList();

  private final WebServer web;
  private final Running running;
  private final Coordinator coordinator;
  private final SignalWriter writer;
  private final Overview overview;
  private final AuditTrail auditTrail;
  private final Optional<CallbackDispatcher> callbacks;
  private final Optional<Archive> archive;
  private final OperationsLog operations;
  private final RedriveRunner redrives;
  private boolean isClosed;

  private SuretyServer(
      WebServer web,
      Running running,
      Coordinator coordinator,
      SignalWriter writer,
      Overview overview,
      AuditTrail auditTrail,
      Optional<CallbackDispatcher> callbacks,
      Optional<Archive> archive,
      OperationsLog operations,
      RedriveRunner redrives) {
    this.web = web;
    this.running = running;
    this.coordinator = coordinator;
    this.writer = writer;
    this.overview = overview;
    this.auditTrail = auditTrail;
    this.callbacks = callbacks;
    this.archive = archive;
    this.operations = operations;
    this.redrives = redrives;
  }

  /**
   * Starts with settings from code; keys as in the file.
   *
   * @throws io.surety.topology.config.InvalidConfigException naming every key that is not right
   * @throws io.surety.topology.StartupException when the cluster cannot be used
   * @throws io.javalin.util.JavalinBindException when the port is taken
   */
  public static SuretyServer start(Map<String, ?> values) {
    return start(Settings.of(values, GROUPS));
  }

  /**
   * Starts with settings that were read with {@link #GROUPS}.
   *
   * @throws io.surety.topology.config.InvalidConfigException when values contradict each other
   * @throws io.surety.topology.StartupException when the cluster cannot be used
   * @throws io.javalin.util.JavalinBindException when the port is taken
   */
  public static SuretyServer start(Settings settings) {
    RestConfig rest = RestConfig.of(settings);
    CallbackConfig callbacks = CallbackConfig.of(settings);
    CallbackRules rules = CallbackRules.of(callbacks);
    CoordinatorConfig config = CoordinatorConfig.of(settings);
    rest.mustBeReachable(config.applicationServer());
    Optional<ArchiveConfig> archive = ArchiveConfig.of(settings);
    Running running = new Running();
    MetricsSource metrics = new MetricsSource();
    WebServer web = WebServer.create(rest, running, running, metrics);
    // Nobody is answered by a server that will not start.
    CheckedCluster cluster = Coordinator.check(config, rights(settings));
    try {
      web.listen();
      try {
        Coordinator coordinator = cluster.start(config.reachedAt(web.address()));
        return start(rest, callbacks, rules, archive, coordinator, web, running, metrics);
      } catch (RuntimeException e) {
        web.close();
        throw e;
      }
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** The rights that a server with these settings needs, but for its destinations. */
  public static List<Acl> rights(Settings settings) {
    return AclPlan.of(CoordinatorConfig.of(settings))
        .server(
            CallbackConfig.of(settings).isEnabled(),
            ArchiveConfig.of(settings).map(ArchiveConfig::group));
  }

  private static SuretyServer start(
      RestConfig rest,
      CallbackConfig callbacks,
      CallbackRules rules,
      Optional<ArchiveConfig> archived,
      Coordinator coordinator,
      WebServer web,
      Running running,
      MetricsSource metrics) {
    CoordinatorConfig config = coordinator.config();
    SignalWriter writer =
        SignalWriter.open(config.kafka(KafkaClient.ALL), config.core().recordMaxBytes());
    SignalEncoder encoder =
        new SignalEncoder(
            config.topics(),
            coordinator.codec(),
            config.core().messageMaxBytes(),
            System::currentTimeMillis);
    Overview overview = Overview.start(coordinator);
    AuditTrail trail = new AuditTrail(config.topics().audit(), config.kafka(KafkaClient.CONSUMER));
    Optional<CallbackDispatcher> dispatcher =
        callbacks.isEnabled()
            ? Optional.of(
                CallbackDispatcher.start(
                    callbacks,
                    rules,
                    metrics.callbacks(),
                    coordinator,
                    new Answers(config.topics(), encoder, writer)))
            : Optional.empty();
    Optional<Archive> archive =
        archived.map(
            where -> Archive.open(where, config.kafka(KafkaClient.ALL), config.topics().archive()));
    OperationsLog operations =
        OperationsLog.open(config.topics().operations(), config.kafka(KafkaClient.ALL), writer);
    Engine engine =
        engine(rest, rules, coordinator, encoder, writer, overview, trail, archive, operations);
    running.started(coordinator, engine);
    metrics.started(coordinator, dispatcher);
    RedriveRunner redrives =
        RedriveRunner.start(
            operations,
            engine.queries()::owns,
            web.messages(),
            engine.settling()::submit,
            System::currentTimeMillis);
    return new SuretyServer(
        web,
        running,
        coordinator,
        writer,
        overview,
        trail,
        dispatcher,
        archive,
        operations,
        redrives);
  }

  private static Engine engine(
      RestConfig rest,
      CallbackRules rules,
      Coordinator coordinator,
      SignalEncoder encoder,
      SignalWriter writer,
      Overview overview,
      AuditTrail auditTrail,
      Optional<Archive> archive,
      OperationsLog operations) {
    CoordinatorConfig config = coordinator.config();
    Codec codec = coordinator.codec();
    Processing processing =
        new Processing(writer, coordinator.queries(), rest.waitMax(), WebServer.waitersMax());
    return new Engine(
        codec,
        coordinator.queries(),
        new Positions(config.topics()),
        processing,
        new DestinationCheck(coordinator.queries(), coordinator.destinations()),
        new Settling(config.topics(), encoder, processing, System::currentTimeMillis),
        new Registering(
            config.topics().registry(),
            codec,
            writer,
            coordinator.queries(),
            rest.waitMax(),
            Duration.ofMillis(config.core().registryStalenessMaxMs())),
        overview,
        new AuditLog(config.topics().audit(), writer),
        auditTrail,
        rules,
        archive,
        new Redrives(operations, System::currentTimeMillis));
  }

  /** Where REST listens, as in {@code http://127.0.0.1:8080}. */
  public URI url() {
    return URI.create(web.scheme() + "://" + web.address());
  }

  /** The coordinator, for whoever shares this JVM with it. */
  public Coordinator coordinator() {
    return coordinator;
  }

  /** True while messages are processed; as {@code /health/ready}. */
  public boolean isReady() {
    return running.isReady();
  }

  /** False when only a restart helps; as {@code /health/live}. */
  public boolean isLive() {
    return running.isLive();
  }

  /** Ends requests, then the coordinator, cleanly and within ten seconds. Idempotent. */
  @Override
  public synchronized void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    running.stopping();
    overview.close();
    callbacks.ifPresent(CallbackDispatcher::close);
    // Side by side, since each may take seconds; without a coordinator no request is kept waiting.
    CompletableFuture<Void> requests =
        CompletableFuture.runAsync(redrives::close)
            .thenRun(web::close)
            .thenRun(operations::close)
            .thenRun(writer::close)
            .thenRun(auditTrail::close)
            .thenRun(() -> archive.ifPresent(Archive::close));
    coordinator.close();
    requests.join();
  }
}
