package io.surety.topology.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.lifecycle.Message;
import io.surety.lifecycle.Signal;
import io.surety.topology.config.CoordinatorConfig;
import io.surety.topology.support.TestTopics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;

/** A dispatcher on a real broker, with what it was told to do and what failed. */
final class DispatchHarness implements AutoCloseable {
  final TestTopics topics;
  final DestinationDirectory directory;
  final EagerDispatcher dispatcher;
  final List<Signal.DispatchFailed> failures = new CopyOnWriteArrayList<>();

  DispatchHarness(Map<String, Object> admin, Map<String, Object> client, Map<String, String> more) {
    this.topics = new TestTopics(admin);
    Map<String, String> settings = new HashMap<>(more);
    client.forEach(
        (key, value) ->
            settings.put(
                key.equals("bootstrap.servers") ? "surety.bootstrap.servers" : "kafka." + key,
                value.toString()));
    CoordinatorConfig config = CoordinatorConfig.of(settings);
    this.directory =
        new DestinationDirectory(Admin.create(client), config.dispatch().directoryRefresh())
            .start();
    this.dispatcher = new EagerDispatcher(config, directory);
  }

  static DispatchHarness on(Map<String, Object> client, Map<String, String> more) {
    return new DispatchHarness(client, client, more);
  }

  void dispatch(String topic, String key, byte[] payload) {
    dispatcher.dispatch(request(topic, key, payload), failures::add);
  }

  void dispatch(String topic, String key, String payload) {
    dispatch(topic, key, payload.getBytes(UTF_8));
  }

  static DispatchRequest request(String topic, String key, byte[] payload) {
    return new DispatchRequest(
        "m1", topic, key, payload, List.of(), 1, List.of("g1"), "", "shop", Message.NEVER);
  }

  /** Dispatches again and again until one gets through, as the rules would do. */
  void dispatchUntilTaken(String topic) {
    TestTopics.await()
        .until(
            () -> {
              int before = failures.size();
              dispatch(topic, "k", "again");
              TestTopics.await().until(() -> records(topic) == 0);
              return failures.size() == before;
            });
  }

  long records(String topic) {
    EagerDispatcher.Load load = dispatcher.loads().get(topic);
    return load == null ? 0 : load.records();
  }

  @Override
  public void close() {
    dispatcher.close();
    directory.close();
  }
}
