/**
 * The load and its books: what is sent when ({@link io.surety.bench.load.Generator}), and what has
 * become of each message ({@link io.surety.bench.load.Ledger}). It knows nothing of what is
 * measured.
 */
@NullMarked
package io.surety.bench.load;

import org.jspecify.annotations.NullMarked;
