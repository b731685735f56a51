package io.surety.connectors.worker;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.runtime.AbstractStatus;
import org.apache.kafka.connect.runtime.ConnectorConfig;
import org.apache.kafka.connect.runtime.Herder.Created;
import org.apache.kafka.connect.runtime.RestartRequest;
import org.apache.kafka.connect.runtime.Worker;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.runtime.isolation.Plugins;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorInfo;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo;
import org.apache.kafka.connect.runtime.standalone.StandaloneConfig;
import org.apache.kafka.connect.runtime.standalone.StandaloneHerder;
import org.apache.kafka.connect.storage.FileOffsetBackingStore;
import org.apache.kafka.connect.storage.OffsetBackingStore;
import org.apache.kafka.connect.util.FutureCallback;

/**
 * Connect's own standalone worker in this JVM, without its REST interface. A sink's offsets are in
 * its consumer group, so that nothing else is kept.
 */
final class ConnectWorker implements AutoCloseable {
  private static final long ANSWER_SECONDS = 60;

  private final StandaloneHerder herder;

  private ConnectWorker(StandaloneHerder herder) {
    this.herder = herder;
  }

  /** Starts the worker with settings of a standalone worker. */
  static ConnectWorker start(Map<String, String> settings) {
    Plugins plugins = new Plugins(settings);
    plugins.compareAndSwapWithDelegatingLoader();
    StandaloneConfig config = new StandaloneConfig(settings);
    ConnectorClientConfigOverridePolicy overrides =
        plugins.newPlugin(
            config.getString(WorkerConfig.CONNECTOR_CLIENT_POLICY_CLASS_CONFIG),
            config,
            ConnectorClientConfigOverridePolicy.class);
    Worker worker =
        new Worker("embedded", Time.SYSTEM, plugins, config, offsets(config), overrides);
    StandaloneHerder herder = new StandaloneHerder(worker, config.kafkaClusterId(), overrides);
    herder.start();
    return new ConnectWorker(herder);
  }

  /** Starts the connector, or changes it. Its tasks start beside. */
  void put(Map<String, String> connector) {
    FutureCallback<Created<ConnectorInfo>> answer = new FutureCallback<>();
    herder.putConnectorConfig(
        connector.getOrDefault(ConnectorConfig.NAME_CONFIG, ""), connector, true, answer);
    await(answer);
  }

  /** How the connector and its tasks are. */
  ConnectorStateInfo status(String connector) {
    return herder.connectorStatus(connector);
  }

  /** True when the connector and all of its tasks run. */
  boolean isRunning(String connector) {
    ConnectorStateInfo status = status(connector);
    return isIn(AbstractStatus.State.RUNNING, status.connector())
        && !status.tasks().isEmpty()
        && status.tasks().stream().allMatch(task -> isIn(AbstractStatus.State.RUNNING, task));
  }

  /** True when the connector or a task has stopped for good. */
  boolean hasFailed(String connector) {
    ConnectorStateInfo status = status(connector);
    return isIn(AbstractStatus.State.FAILED, status.connector())
        || status.tasks().stream().anyMatch(task -> isIn(AbstractStatus.State.FAILED, task));
  }

  /** Why they stopped, shortened to the first line of each. */
  List<String> failures(String connector) {
    return status(connector).tasks().stream()
        .filter(task -> isIn(AbstractStatus.State.FAILED, task))
        .map(task -> String.valueOf(task.trace()).lines().findFirst().orElse(""))
        .toList();
  }

  /** Starts again what has failed, and only that. */
  void restartFailed(String connector) {
    FutureCallback<ConnectorStateInfo> answer = new FutureCallback<>();
    herder.restartConnectorAndTasks(new RestartRequest(connector, true, true), answer);
    await(answer);
  }

  @Override
  public void close() {
    herder.stop();
  }

  private static boolean isIn(
      AbstractStatus.State state, ConnectorStateInfo.AbstractState connectorOrTask) {
    return connectorOrTask.state().equals(state.name());
  }

  private static OffsetBackingStore offsets(StandaloneConfig config) {
    JsonConverter keys = new JsonConverter();
    keys.configure(Map.of("schemas.enable", "false"), true);
    FileOffsetBackingStore store = new FileOffsetBackingStore(keys);
    store.configure(config);
    return store;
  }

  private static <T> void await(FutureCallback<T> answer) {
    try {
      answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new ConnectException("The worker did not do it: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException("Interrupted", e);
    }
  }
}
