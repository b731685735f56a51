/**
 * Reads a topic and has its records worked on: in order per lane, several lanes at a time, and
 * committed when the work is done. Not API.
 *
 * <p>Start at {@link io.surety.client.internal.intake.Intake}. It knows nothing of messages.
 */
@NullMarked
package io.surety.client.internal.intake;

import org.jspecify.annotations.NullMarked;
