/**
 * The null coordinator: what Kafka Streams with exactly-once costs before it knows anything. Start
 * at {@link io.surety.bench.nostate.NullCoordinatorMain}.
 */
@NullMarked
package io.surety.bench.nostate;

import org.jspecify.annotations.NullMarked;
