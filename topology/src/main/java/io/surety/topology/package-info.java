/**
 * Kafka Streams runs the rules. Start with {@link io.surety.topology.CoordinatorTopology}, the map
 * of the building; {@code SignalTask} is the one way through it.
 */
@NullMarked
package io.surety.topology;

import org.jspecify.annotations.NullMarked;
