package io.surety.rest.signal;

/** Where a record is in the log. */
public record LogPosition(String topic, int partition, long offset) {}
