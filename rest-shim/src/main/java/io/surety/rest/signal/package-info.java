/**
 * REST changes a message only by way of a signal topic: write the signal, wait until its owner has
 * processed it, ask the rules what became of it. Start with {@link io.surety.rest.signal.Settling}.
 */
@NullMarked
package io.surety.rest.signal;

import org.jspecify.annotations.NullMarked;
