package io.surety.connectors.worker;

import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of the archive's sink that were proven together; {@code connectors/config} has the
 * same for clusters of workers, and docs/archive.md says why each is as it is.
 *
 * @param topic of archive records
 * @param deadLetterTopic where records go that can never be rows
 * @param jdbcUrl of the database, without parameters
 * @param user of the database
 * @param password of the user
 */
public record SinkSettings(
    String topic, String deadLetterTopic, String jdbcUrl, String user, String password) {
  /** Name of the connector, and with {@code connect-} before it of its consumer group. */
  public static final String NAME = "surety-archive";

  private static final String URL_PARAMETERS =
      "?reWriteBatchedInserts=true&connectTimeout=5&socketTimeout=60&tcpKeepAlive=true&ApplicationName="
          + NAME;

  /** As a connector's properties. */
  public Map<String, String> toMap() {
    Map<String, String> all = new TreeMap<>();
    all.put("name", NAME);
    all.put("connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector");
    all.put("tasks.max", "1");
    all.put("topics", topic);
    all.put("connection.url", jdbcUrl + URL_PARAMETERS);
    all.put("connection.username", user);
    all.put("connection.password", password);
    all.put("connection.pool.min_size", "1");
    all.put("connection.pool.max_size", "4");
    all.put("collection.name.format", "message_archive");
    all.put("insert.mode", "upsert");
    all.put("primary.key.mode", "record_value");
    all.put("primary.key.fields", "message_id,began_at");
    all.put("schema.evolution", "basic");
    all.put("use.reduction.buffer", "true");
    all.put("batch.size", "2000");
    all.put("connection.restart.on.errors", "true");
    all.put("flush.max.retries", "600");
    all.put("flush.retry.delay.ms", "1000");
    all.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    all.put("value.converter", "io.surety.connectors.convert.ArchiveConverter");
    all.put("transforms", "newest");
    all.put("transforms.newest.type", "io.surety.connectors.convert.NewestOnly");
    all.put("consumer.override.isolation.level", "read_committed");
    all.put("consumer.override.auto.offset.reset", "earliest");
    all.put("consumer.override.max.poll.records", "4000");
    all.put("consumer.override.max.poll.interval.ms", "1800000");
    all.put("errors.tolerance", "all");
    all.put("errors.retry.timeout", "-1");
    all.put("errors.retry.delay.max.ms", "1000");
    all.put("errors.deadletterqueue.topic.name", deadLetterTopic);
    all.put("errors.deadletterqueue.topic.replication.factor", "1");
    all.put("errors.deadletterqueue.context.headers.enable", "true");
    all.put("errors.log.enable", "true");
    return all;
  }
}
