/**
 * When messages are due. {@link io.surety.topology.timers.DueTimers} is the schedule of one task,
 * in memory only: it is made again from the rows when a task starts.
 */
@NullMarked
package io.surety.topology.timers;

import org.jspecify.annotations.NullMarked;
