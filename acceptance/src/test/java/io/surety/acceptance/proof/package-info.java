/**
 * The promise put to the proof: an order service and two consumer services, each a process with a
 * PostgreSQL database of its own, are killed again and again, and in the end the databases are
 * compared. Start at {@link io.surety.acceptance.proof.ProofTest}.
 */
@NullMarked
package io.surety.acceptance.proof;

import org.jspecify.annotations.NullMarked;
