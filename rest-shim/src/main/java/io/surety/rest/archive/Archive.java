package io.surety.rest.archive;

import java.util.Map;
import java.util.OptionalLong;

/** What finished, and how far that is behind. Thread-safe. */
public final class Archive implements AutoCloseable {
  private final History history;
  private final ArchiveLag lag;

  private Archive(History history, ArchiveLag lag) {
    this.history = history;
    this.lag = lag;
  }

  /**
   * Connects to nothing yet.
   *
   * @param kafka settings of Kafka clients
   * @param topic of archive records
   */
  public static Archive open(ArchiveConfig config, Map<String, Object> kafka, String topic) {
    return new Archive(new History(config), new ArchiveLag(kafka, topic, config.group()));
  }

  public History history() {
    return history;
  }

  /** As {@link ArchiveLag#ms}. */
  public OptionalLong lagMs(long now) {
    return lag.ms(now);
  }

  @Override
  public void close() {
    history.close();
    lag.close();
  }
}
