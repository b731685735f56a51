/**
 * The rules of one message: a pure, total function from (message, signal, time) to a transition.
 *
 * <p>Start at {@link io.surety.lifecycle.Lifecycle}. What can arrive is {@link
 * io.surety.lifecycle.Signal}; what may follow is {@link io.surety.lifecycle.Effect}; what is
 * remembered is {@link io.surety.lifecycle.Message}. Nothing here reads a clock, a store or a
 * socket, and nothing here is random: the same arguments give the same answer for ever.
 */
@NullMarked
package io.surety.lifecycle;

import org.jspecify.annotations.NullMarked;
