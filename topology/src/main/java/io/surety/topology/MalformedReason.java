package io.surety.topology;

/** Why a record of a signal topic could not be taken as a signal. */
public enum MalformedReason {
  /** No bytes: a tombstone, or an empty value. */
  EMPTY,
  /** Neither of the two encodings. */
  UNKNOWN_FORMAT,
  /** The writer's schema is not known. */
  UNKNOWN_SCHEMA,
  /** A record of another kind than belongs into the topic. */
  WRONG_TYPE,
  /** The bytes end before the record does. */
  TRUNCATED,
  /** The record can be read, but a field of it is not valid. */
  INVALID,
  /** The record ends before the bytes do. */
  TRAILING_BYTES,
  /** The value is larger than a message may be. */
  TOO_LARGE,
  /** The record's key is not the routing key of the message id. */
  WRONG_KEY,
  /** The record is not in the partition its key belongs to. */
  WRONG_PARTITION
}
