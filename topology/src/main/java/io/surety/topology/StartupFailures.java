package io.surety.topology;

import io.surety.topology.config.CoordinatorConfig;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;

/** Puts remedies to what Kafka says when it cannot start. */
final class StartupFailures {
  private StartupFailures() {}

  static <T> T explaining(CoordinatorConfig config, Supplier<T> start) {
    try {
      return start.get();
    } catch (RuntimeException e) {
      throw explained(e, config);
    }
  }

  private static RuntimeException explained(RuntimeException e, CoordinatorConfig config) {
    if (e instanceof StartupException) {
      return e;
    }
    ConfigException setting = cause(e, ConfigException.class);
    if (setting != null) {
      return new StartupException(
          "Kafka refuses a setting: " + setting.getMessage() + "; check the keys under kafka.*", e);
    }
    if (isAboutStateDir(e)) {
      return new StartupException(
          "the stores cannot be opened in '"
              + config.stateDir()
              + "' ("
              + e.getMessage()
              + "); set surety.state.dir to a directory that can be written to and that no other"
              + " running coordinator uses",
          e);
    }
    if (e instanceof KafkaException) {
      return new StartupException(e.getMessage() + "; see the cause", e);
    }
    return e;
  }

  private static boolean isAboutStateDir(RuntimeException e) {
    return cause(e, ProcessorStateException.class) != null
        || (e instanceof StreamsException && String.valueOf(e.getMessage()).contains("state"));
  }

  private static <T extends Throwable> @Nullable T cause(Throwable e, Class<T> type) {
    for (Throwable next = e; next != null; next = next.getCause()) {
      if (type.isInstance(next)) {
        return type.cast(next);
      }
    }
    return null;
  }
}
