/** What uses the outbox library. Nothing refers to it by its classes. */
@NullMarked
package io.surety.bench.outbox.load;

import org.jspecify.annotations.NullMarked;
