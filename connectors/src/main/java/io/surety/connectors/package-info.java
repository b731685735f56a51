/**
 * The archive behind Kafka Connect: {@link io.surety.connectors.convert} makes rows of records,
 * {@link io.surety.connectors.tables} has the tables, {@link io.surety.connectors.worker} a Connect
 * worker in a process of its own, and {@link io.surety.connectors.postgres} a database to try it
 * with. Configuration for clusters of workers is in {@code connectors/config}.
 */
@NullMarked
package io.surety.connectors;

import org.jspecify.annotations.NullMarked;
