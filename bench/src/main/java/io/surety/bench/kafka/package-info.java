/**
 * Producers and consumers of the load: plain clients of Kafka with Surety's codec, not Surety's
 * SDK, so that the load costs as little as it can.
 */
@NullMarked
package io.surety.bench.kafka;

import org.jspecify.annotations.NullMarked;
