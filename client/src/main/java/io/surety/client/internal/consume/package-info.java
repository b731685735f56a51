/**
 * Hands delivered records to handlers, and reports to the coordinator. Not API.
 *
 * <p>Start at {@link io.surety.client.internal.consume.RunningSubscription}.
 */
@NullMarked
package io.surety.client.internal.consume;

import org.jspecify.annotations.NullMarked;
