/**
 * Redrives as jobs: what was dead when a job was asked for is sent again, at a rate, and followed
 * to its end.
 *
 * <p>A job is a fold of the topic {@code operations} ({@link io.surety.rest.redrive.Operations}),
 * which every instance reads; {@link io.surety.rest.redrive.Redrive} holds the rules of a job,
 * {@link io.surety.rest.redrive.Verdict} judges one dead letter, and {@link
 * io.surety.rest.redrive.RedriveRunner} does the work on the instance that owns the job.
 */
@NullMarked
package io.surety.rest.redrive;

import org.jspecify.annotations.NullMarked;
