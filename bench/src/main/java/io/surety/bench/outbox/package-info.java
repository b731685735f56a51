/**
 * An outbox library, {@code com.gruelbox:transactionoutbox-core}, on PostgreSQL and Kafka. It has a
 * class loader of its own ({@link io.surety.bench.lab.Libraries}), which loads the package {@code
 * load}, too. Start at {@link io.surety.bench.outbox.OutboxSession}.
 */
@NullMarked
package io.surety.bench.outbox;

import org.jspecify.annotations.NullMarked;
