/**
 * Reads what the archive's database keeps of finished messages. Start with {@link
 * io.surety.rest.archive.History}. Nothing here is on the way of a message: a database that is away
 * costs an answer, never a delivery.
 */
@NullMarked
package io.surety.rest.archive;

import org.jspecify.annotations.NullMarked;
