package io.surety.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What was asked for; an empty directory means a temporary one, port 0 any free port. */
record BrokerOptions(
    Optional<Path> dataDir,
    int port,
    Duration startTimeout,
    Map<String, String> config,
    Map<String, String> users) {
  BrokerOptions {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException(
          "port must be 1 to 65535, or 0 for any free one, was " + port);
    }
    if (startTimeout.isNegative() || startTimeout.isZero()) {
      throw new IllegalArgumentException("startTimeout must be > 0, was " + startTimeout);
    }
    // Kafka reads log.dirs as a list.
    if (dataDir.isPresent() && dataDir.get().toString().contains(",")) {
      throw new IllegalArgumentException(
          "dataDir must not contain a comma, was '" + dataDir.get() + "'");
    }
    config = Map.copyOf(config);
    config.keySet().forEach(BrokerConfig::requireSettable);
    users = Map.copyOf(users);
    PlainUsers.of(users);
  }

  BrokerOptions withDataDir(Optional<Path> dataDir) {
    return new BrokerOptions(dataDir, port, startTimeout, config, users);
  }

  BrokerOptions withPort(int port) {
    return new BrokerOptions(dataDir, port, startTimeout, config, users);
  }

  BrokerOptions withStartTimeout(Duration startTimeout) {
    return new BrokerOptions(dataDir, port, startTimeout, config, users);
  }

  BrokerOptions withConfig(Map<String, String> config) {
    return new BrokerOptions(dataDir, port, startTimeout, config, users);
  }

  BrokerOptions withUsers(Map<String, String> users) {
    return new BrokerOptions(dataDir, port, startTimeout, config, users);
  }
}
