package io.surety.topology;

import io.surety.topology.config.CoordinatorConfig;
import io.surety.topology.config.KafkaClient;
import io.surety.topology.kafka.KafkaReadings;
import io.surety.topology.kafka.KafkaReporter;
import io.surety.topology.state.LocalState;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kafka Streams, as the coordinator runs it. */
final class CoordinatorStreams implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CoordinatorStreams.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  /** Not at all: waiting for the other topics would only put the four in order. */
  private static final Duration TASK_IDLE = Duration.ofMillis(-1);

  private final KafkaStreams streams;
  private final Path stateDir;
  private final LocalState localState;
  private final ScheduledExecutorService marker =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "surety-local-state");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean hasRun;

  CoordinatorStreams(
      CoordinatorConfig config,
      CoordinatorTopology topology,
      KafkaClientSupplier clients,
      KafkaReadings readings) {
    stateDir = config.stateDir();
    localState = new LocalState(config.stateDir(), config.applicationId());
    streams = new KafkaStreams(topology.get(), properties(config, readings), clients);
    streams.setUncaughtExceptionHandler(new ThreadReplacement(System::nanoTime));
    streams.setStateListener((next, previous) -> hasRun |= next == KafkaStreams.State.RUNNING);
  }

  KafkaStreams streams() {
    return streams;
  }

  void start() {
    if (localState.isTooOld(Instant.now())) {
      LOG.info("The stores in {} were not in use for long: starting with empty ones", stateDir);
      streams.cleanUp();
    }
    localState.mark(Instant.now());
    long interval = LocalState.MARK_INTERVAL.toSeconds();
    var unused = marker.scheduleAtFixedRate(this::mark, interval, interval, TimeUnit.SECONDS);
    streams.start();
  }

  // Stores that are not kept up are not in use, whatever the process does.
  private void mark() {
    if (streams.state().isRunningOrRebalancing()) {
      try {
        localState.mark(Instant.now());
      } catch (UncheckedIOException e) {
        LOG.warn("The next start may begin with empty stores: {}", e.toString());
      }
    }
  }

  /** True once every task it was given has started for the first time. */
  boolean hasRun() {
    return hasRun;
  }

  private static Properties properties(CoordinatorConfig config, KafkaReadings readings) {
    return StreamsProperties.of(
        new StreamsSettings(
            config.applicationId(),
            kafka(config, readings),
            config.stateDir(),
            config.applicationServer(),
            config.streamThreads(),
            config.commitInterval(),
            config.standbyReplicas(),
            config.topicSettings().replicationFactor(),
            config.rocksDbMemoryBytes(),
            TASK_IDLE),
        config.core());
  }

  // Whatever can be wrong with a record is dealt with before these handlers; what they see is a
  // defect, and skipping a signal would lose a message.
  private static Map<String, Object> kafka(CoordinatorConfig config, KafkaReadings readings) {
    Map<String, Object> kafka = new HashMap<>(config.kafka(KafkaClient.STREAMS));
    Object reporters =
        kafka.getOrDefault(
            StreamsConfig.METRIC_REPORTER_CLASSES_CONFIG, JmxReporter.class.getName());
    kafka.put(
        StreamsConfig.METRIC_REPORTER_CLASSES_CONFIG,
        reporters + "," + KafkaReporter.class.getName());
    kafka.put(KafkaReporter.READINGS, readings);
    kafka.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailExceptionHandler.class);
    kafka.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailProcessingExceptionHandler.class);
    kafka.put("processing.exception.handler.global.enabled", true);
    kafka.put(
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
        DefaultProductionExceptionHandler.class);
    kafka.putIfAbsent(
        StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
        Integer.toString(config.topicSettings().minInsyncReplicas()));
    return kafka;
  }

  /** Leaves the group, so that others take over at once. */
  @Override
  public void close() {
    mark();
    marker.shutdownNow();
    boolean isClosed =
        streams.close(
            CloseOptions.timeout(CLOSE_TIMEOUT)
                .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    if (!isClosed) {
      LOG.warn("Kafka Streams did not stop within {}", CLOSE_TIMEOUT);
    }
  }
}
