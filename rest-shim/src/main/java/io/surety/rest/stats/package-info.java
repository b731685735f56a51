/**
 * How much there is and how fast it goes, over all servers. {@link io.surety.rest.stats.Overview}
 * is what one server says of itself, {@link io.surety.rest.stats.StatsTotals} puts together what
 * all of them say.
 */
@NullMarked
package io.surety.rest.stats;

import org.jspecify.annotations.NullMarked;
