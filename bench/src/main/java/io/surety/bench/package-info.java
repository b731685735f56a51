/**
 * The command {@code surety bench}: what Surety costs, beside what it stands on and beside its
 * peers, with a check that every figure was come by honestly. Start at {@link
 * io.surety.bench.BenchCommand}.
 */
@NullMarked
package io.surety.bench;

import org.jspecify.annotations.NullMarked;
