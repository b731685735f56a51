/**
 * What can be measured. Start at {@link io.surety.bench.runner.Runner}, which says what one must
 * do.
 */
@NullMarked
package io.surety.bench.runner;

import org.jspecify.annotations.NullMarked;
