/**
 * The wire contract: names of topics and headers, the rules for ids and names, and the codec
 * between Avro records and bytes.
 *
 * <p>Start at {@link io.surety.schemas.Topics} for what is sent where, and at the records in {@code
 * io.surety.schemas.avro}, which are generated from {@code src/main/avro}. All times are epoch
 * milliseconds UTC.
 */
@NullMarked
package io.surety.schemas;

import org.jspecify.annotations.NullMarked;
