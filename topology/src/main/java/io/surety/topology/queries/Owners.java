package io.surety.topology.queries;

import io.surety.topology.Answer;
import io.surety.topology.StoreNames;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows which instance owns an id. */
final class Owners {
  /** Between two questions about state that moves. */
  static final long RETRY_AFTER_MS = 500;

  private static final Logger LOG = LoggerFactory.getLogger(Owners.class);

  private final KafkaStreams streams;
  private final Partitioning partitioning;
  private final Optional<HostInfo> self;

  Owners(KafkaStreams streams, Partitioning partitioning, Optional<String> applicationServer) {
    this.streams = streams;
    this.partitioning = partitioning;
    this.self = applicationServer.map(HostInfo::buildFromEndpoint);
  }

  /** Where to ask for an id that is not processed here. */
  Answer of(String messageId) {
    if (!streams.state().isRunningOrRebalancing()) {
      return new Answer.Moving(RETRY_AFTER_MS);
    }
    try {
      KeyQueryMetadata owner =
          streams.queryMetadataForKey(StoreNames.MESSAGES, messageId, partitioning);
      if (owner != null && isReachable(owner.activeHost()) && !isSelf(owner.activeHost())) {
        return new Answer.Elsewhere(owner.activeHost().host(), owner.activeHost().port());
      }
    } catch (InvalidStateStoreException | IllegalStateException e) {
      LOG.debug("Nobody knows now who owns {}", messageId, e);
      return new Answer.Moving(RETRY_AFTER_MS);
    }
    return new Answer.Moving(RETRY_AFTER_MS);
  }

  private static boolean isReachable(HostInfo host) {
    return !host.equals(HostInfo.unavailable());
  }

  private boolean isSelf(HostInfo host) {
    return self.filter(host::equals).isPresent();
  }
}
