/**
 * Archive records become rows. Start with {@link io.surety.connectors.convert.ArchiveConverter};
 * what a row looks like is in {@link io.surety.connectors.convert.RowForm}, what is refused in
 * {@link io.surety.connectors.convert.RowChecks}.
 */
@NullMarked
package io.surety.connectors.convert;

import org.jspecify.annotations.NullMarked;
