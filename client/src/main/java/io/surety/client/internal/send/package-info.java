/**
 * Sends records of Surety's topics, and tells what became of them. Not API.
 *
 * <p>Start at {@link io.surety.client.internal.send.SignalProducer}.
 */
@NullMarked
package io.surety.client.internal.send;

import org.jspecify.annotations.NullMarked;
