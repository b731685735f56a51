/**
 * How Surety behaves when there is much of something: messages that wait, timers due at one
 * instant, state to restore, partitions and instances. Each scenario checks that nothing was lost
 * and nothing came twice.
 */
@NullMarked
package io.surety.bench.scale;

import org.jspecify.annotations.NullMarked;
