/**
 * A real, durable, single-node Kafka broker (KRaft) in this JVM, for the quickstart, tests and the
 * bench.
 *
 * <p>Start at {@link io.surety.embedded.EmbeddedKafka}. Tests that need "a broker" share one with
 * {@link io.surety.embedded.SharedBroker}; a broker in a process of its own is {@link
 * io.surety.embedded.EmbeddedKafkaMain}. Everything binds to 127.0.0.1 only.
 */
@NullMarked
package io.surety.embedded;

import org.jspecify.annotations.NullMarked;
