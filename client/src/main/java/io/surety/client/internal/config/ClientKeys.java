package io.surety.client.internal.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.surety.schemas.Topics;
import io.surety.schemas.registry.RegistryConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The {@code surety.*} keys of a client. */
public final class ClientKeys {
  /** What all topics of the installation start with. */
  public static final String TOPIC_PREFIX = "surety.topic.prefix";

  /** Which process this is. */
  public static final String INSTANCE_ID = "surety.instance.id";

  /** How old the registry may be by which a decision is judged. */
  public static final String REGISTRY_STALENESS_MAX_MS = "surety.registry.staleness.max.ms";

  /** Largest message. */
  public static final String MESSAGE_MAX_BYTES = "surety.message.max.bytes";

  /** How long close waits. */
  public static final String CLOSE_TIMEOUT_MS = "surety.close.timeout.ms";

  /** Check-backs of a producer that are answered at the same time. */
  public static final String CHECK_BACK_CONCURRENCY = "surety.check.back.concurrency";

  /** All keys. */
  public static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              TOPIC_PREFIX,
              Type.STRING,
              Topics.DEFAULT_PREFIX,
              HIGH,
              "What all topics of the coordinator's installation start with. Must be the same as"
                  + " the coordinator's.")
          .define(
              RegistryConfig.URL,
              Type.STRING,
              null,
              MEDIUM,
              "Base URL of a schema registry, or several separated by commas. Not set: Avro"
                  + " single-object encoding.")
          .define(
              RegistryConfig.BASIC_AUTH,
              Type.PASSWORD,
              null,
              LOW,
              "user:password for the schema registry. Not set: none.")
          .define(
              RegistryConfig.TIMEOUT_MS,
              Type.LONG,
              3000L,
              atLeast(1),
              LOW,
              "Milliseconds to wait for the schema registry. Larger rides out slow answers;"
                  + " smaller stalls less while it is away.")
          .define(
              RegistryConfig.AUTO_REGISTER,
              Type.BOOLEAN,
              true,
              LOW,
              "Whether schemas that the schema registry does not know are registered, or only"
                  + " looked up.")
          .define(
              INSTANCE_ID,
              Type.STRING,
              "",
              LOW,
              "Which process this is, for operators; also in client ids. Not set: host name and"
                  + " process id.")
          .define(
              REGISTRY_STALENESS_MAX_MS,
              Type.LONG,
              1000L,
              atLeast(0),
              LOW,
              "Milliseconds that a start waits after a registration was stored, so that later"
                  + " decisions know it. Must not be smaller than the coordinator's; larger only"
                  + " starts later.")
          .define(
              MESSAGE_MAX_BYTES,
              Type.INT,
              1_000_000,
              between(1, 256 * 1024 * 1024),
              MEDIUM,
              "Largest message in bytes, as encoded. Must not be larger than the coordinator's,"
                  + " which would set such a message aside; smaller refuses it here.")
          .define(
              CLOSE_TIMEOUT_MS,
              Type.LONG,
              30_000L,
              atLeast(0),
              LOW,
              "Milliseconds that close waits for handlers that run and for what is being sent."
                  + " Larger lets slow handlers finish; smaller interrupts them, and their messages"
                  + " are read again. A partition that goes to another member waits as long, so it"
                  + " must be smaller than max.poll.interval.ms.")
          .define(
              CHECK_BACK_CONCURRENCY,
              Type.INT,
              4,
              between(1, 1024),
              LOW,
              "Check-backs of one producer that are answered at the same time. Larger needs more"
                  + " database connections in the handlers; smaller answers a backlog later.");

  private static final String PREFIX = "surety.";

  private ClientKeys() {}

  /**
   * Checks that there is no unknown {@code surety.*} key.
   *
   * @throws IllegalArgumentException naming the unknown ones and all that exist
   */
  public static void refuseUnknown(Collection<String> keys) {
    TreeSet<String> unknown = new TreeSet<>(keys);
    unknown.removeIf(key -> !key.startsWith(PREFIX) || DEFINITION.names().contains(key));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "unknown configuration key "
              + String.join(", ", unknown)
              + "; this client knows "
              + String.join(", ", new TreeSet<>(DEFINITION.names())));
    }
  }

  /** Host name and process id. */
  public static String defaultInstanceId() {
    return hostName() + "-" + ProcessHandle.current().pid();
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // A machine that cannot resolve its own name still works; operators see the process id.
      return "unknown-host";
    }
  }
}
