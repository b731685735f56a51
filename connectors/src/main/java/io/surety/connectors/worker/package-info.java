/**
 * A Kafka Connect worker in a process of its own. {@link io.surety.connectors.worker.WorkerProcess}
 * starts it from another JVM, {@link io.surety.connectors.worker.ArchiveWorkerMain} is what runs in
 * it.
 */
@NullMarked
package io.surety.connectors.worker;

import org.jspecify.annotations.NullMarked;
