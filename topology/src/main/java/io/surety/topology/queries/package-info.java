/** Reads of a running coordinator. Start with {@link io.surety.topology.queries.LocalQueries}. */
@NullMarked
package io.surety.topology.queries;

import org.jspecify.annotations.NullMarked;
