package io.surety.topology;

import io.surety.schemas.Codec;
import io.surety.schemas.registry.SchemaRegistry;
import io.surety.topology.config.CoordinatorConfig;
import io.surety.topology.config.KafkaClient;
import io.surety.topology.setup.Acl;
import io.surety.topology.setup.TopicSetup;
import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.clients.admin.Admin;

/**
 * Brokers, topics and rights that were found to be as a coordinator needs them. Nothing runs yet,
 * so that whoever has a door to open can do so in between. To be started once, or closed.
 */
public final class CheckedCluster implements AutoCloseable {
  private final CloseStack opened = new CloseStack();
  private final Admin admin;
  private final TopicSetup.Ready ready;
  private final Codec codec;

  CheckedCluster(CoordinatorConfig config, Collection<Acl> needed) {
    try {
      admin = admin(config, opened);
      ready = TopicSetup.run(config, admin, needed);
      codec =
          config
              .schemaRegistry()
              .map(registry -> new SchemaRegistry(registry, System::currentTimeMillis))
              .map(Codec::withRegistry)
              .orElseGet(Codec::bundled);
      SchemaCheck.run(codec, config.topics());
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /**
   * Starts. Returns before every partition is taken over; see {@link Coordinator#health}.
   *
   * @param config as it was checked, and perhaps with where this instance is reached
   * @throws StartupException when it cannot start, with what to do about it
   */
  public Coordinator start(CoordinatorConfig config) {
    return StartupFailures.explaining(config, () -> new Coordinator(config, this));
  }

  /** Lets go of what the checks needed; whoever started has taken it over, and closes it. */
  @Override
  public void close() {
    opened.close();
  }

  static Admin admin(CoordinatorConfig config, CloseStack opened) {
    Admin admin = Admin.create(config.kafka(KafkaClient.ADMIN));
    opened.add(() -> admin.close(Duration.ofMillis(500)));
    return admin;
  }

  CloseStack opened() {
    return opened;
  }

  Admin admin() {
    return admin;
  }

  TopicSetup.Ready ready() {
    return ready;
  }

  Codec codec() {
    return codec;
  }
}
