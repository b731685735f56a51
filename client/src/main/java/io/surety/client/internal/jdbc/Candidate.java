package io.surety.client.internal.jdbc;

import java.util.Optional;

/**
 * A waiting row, seen without a lock.
 *
 * @param seq its place in the order
 * @param businessKey whose order is kept
 * @param bytes of its payload
 */
record Candidate(long seq, Optional<String> businessKey, long bytes) {}
