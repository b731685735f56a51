/**
 * What an instance knows of the log it reads: up to which time it has processed everything ({@link
 * io.surety.topology.log.PartitionHorizon}), and whether its partitions are still its own ({@link
 * io.surety.topology.log.Lease}). Timers ask both before they fire.
 */
@NullMarked
package io.surety.topology.log;

import org.jspecify.annotations.NullMarked;
