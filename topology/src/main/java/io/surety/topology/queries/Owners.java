package io.surety.topology.queries;

import io.surety.topology.Answer;
import io.surety.topology.StoreNames;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StreamsMetadata;
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

  /** Other instances with a copy of the state that the id is in. */
  List<Answer.Elsewhere> standbys(String messageId) {
    if (!streams.state().isRunningOrRebalancing()) {
      return List.of();
    }
    try {
      KeyQueryMetadata owner =
          streams.queryMetadataForKey(StoreNames.MESSAGES, messageId, partitioning);
      return owner == null ? List.of() : elsewhere(owner.standbyHosts().stream());
    } catch (InvalidStateStoreException | IllegalStateException e) {
      LOG.debug("Nobody knows now who has a copy of {}", messageId, e);
      return List.of();
    }
  }

  /** Every other instance. */
  List<Answer.Elsewhere> others() {
    if (!streams.state().isRunningOrRebalancing()) {
      return List.of();
    }
    try {
      return elsewhere(
          streams.metadataForAllStreamsClients().stream().map(StreamsMetadata::hostInfo));
    } catch (IllegalStateException e) {
      LOG.debug("Nobody knows now who the others are", e);
      return List.of();
    }
  }

  private List<Answer.Elsewhere> elsewhere(Stream<HostInfo> hosts) {
    return hosts
        .filter(host -> isReachable(host) && !isSelf(host))
        .distinct()
        .map(host -> new Answer.Elsewhere(host.host(), host.port()))
        .toList();
  }

  private static boolean isReachable(HostInfo host) {
    return !host.equals(HostInfo.unavailable());
  }

  private boolean isSelf(HostInfo host) {
    return self.filter(host::equals).isPresent();
  }
}
