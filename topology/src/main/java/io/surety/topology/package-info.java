/**
 * Kafka Streams runs the rules. Start with {@code CoordinatorTopology}, the map of the building;
 * {@code SignalProcessor} is the one way through it.
 */
@NullMarked
package io.surety.topology;

import org.jspecify.annotations.NullMarked;
