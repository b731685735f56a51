package io.surety.spring;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties that start with {@code surety.}
 *
 * @param bootstrapServers Where the Kafka cluster is, as host:port, host:port. Default: the value
 *     of spring.kafka.bootstrap-servers.
 * @param producer In whose name messages are published. Default: the value of
 *     spring.application.name.
 * @param topicPrefix What the names of the coordinator's topics start with.
 * @param destinations Topics that messages are delivered to: they are registered when the
 *     application starts, and must exist. Registering again is harmless.
 * @param properties Further properties of the client and of Kafka's clients, by their own names.
 * @param outbox The outbox.
 * @param inbox The inbox.
 * @param tables The local tables of outbox and inbox.
 * @param listener The consumers.
 * @param health The health indicator.
 */
@ConfigurationProperties("surety")
public record SuretyProperties(
    @Nullable String bootstrapServers,
    @Nullable String producer,
    @DefaultValue("surety.") String topicPrefix,
    @DefaultValue List<String> destinations,
    @DefaultValue Map<String, String> properties,
    @DefaultValue Outbox outbox,
    @DefaultValue Inbox inbox,
    @DefaultValue Tables tables,
    @DefaultValue Listener listener,
    @DefaultValue Health health) {

  /**
   * The outbox.
   *
   * @param enabled Whether there is an outbox, which needs a data source and its table.
   */
  public record Outbox(@DefaultValue("true") boolean enabled) {}

  /**
   * The inbox.
   *
   * @param enabled Whether there is an inbox, which needs a data source, a transaction manager and
   *     its table.
   */
  public record Inbox(@DefaultValue("true") boolean enabled) {}

  /**
   * The local tables of outbox and inbox.
   *
   * @param create Whether tables that are missing are created when the application starts. Better
   *     leave it to the application's migrations in production.
   * @param schema The schema that they are in. Default: that of the connection.
   * @param prefix What their names start with.
   */
  public record Tables(
      @DefaultValue("false") boolean create,
      @Nullable String schema,
      @DefaultValue("surety_") String prefix) {}

  /**
   * The consumers.
   *
   * @param autoStartup Whether listeners start with the application.
   */
  public record Listener(@DefaultValue("true") boolean autoStartup) {}

  /**
   * The health indicator.
   *
   * @param outboxAgeMax A message that has been in the outbox for longer makes the application
   *     unhealthy. Larger bears a longer outage of Kafka; smaller notices one sooner.
   */
  public record Health(@DefaultValue("10m") Duration outboxAgeMax) {}
}
