/**
 * What there is and what has happened, counted. {@link io.surety.topology.counts.TaskCensus} counts
 * the live messages of one task as they change, {@link io.surety.topology.counts.Census} is the sum
 * of an instance.
 */
@NullMarked
package io.surety.topology.counts;

import org.jspecify.annotations.NullMarked;
