/**
 * One measured run: warm-up, windows, the end, and the check. Start at {@link
 * io.surety.bench.trial.Trial}.
 */
@NullMarked
package io.surety.bench.trial;

import org.jspecify.annotations.NullMarked;
