/**
 * Surety under measurement: servers in processes of their own, exactly as {@code surety server}
 * starts them, and what they say about themselves. Start at {@link
 * io.surety.bench.surety.Installation}.
 */
@NullMarked
package io.surety.bench.surety;

import org.jspecify.annotations.NullMarked;
