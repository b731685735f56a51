package io.surety.topology.effects;

import org.apache.kafka.streams.processor.api.Record;

/**
 * A record that is ready to be written: encoded, and small enough for its topic.
 *
 * @param sink name of the sink node
 */
public record Output(String sink, Record<byte[], byte[]> record) {}
