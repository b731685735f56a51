/**
 * The design that most teams build: tables of messages and deliveries in PostgreSQL, and jobs that
 * poll them. Start at {@link io.surety.bench.database.Tables}.
 */
@NullMarked
package io.surety.bench.database;

import org.jspecify.annotations.NullMarked;
