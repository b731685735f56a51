/**
 * From bytes to signals. {@link io.surety.topology.signals.SignalDecoder} answers with a signal or
 * with the reason why there is none; bytes never throw.
 */
@NullMarked
package io.surety.topology.signals;

import org.jspecify.annotations.NullMarked;
