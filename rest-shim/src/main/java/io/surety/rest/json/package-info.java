/**
 * Between JSON and the records of the log, pure: {@code …Request} reads a body into a record or
 * says which fields are wrong, {@code …Json} shows what is stored.
 *
 * <p>Times are RFC 3339 in UTC, durations whole milliseconds, constants upper case in answers and
 * in any case in requests.
 */
@NullMarked
package io.surety.rest.json;

import org.jspecify.annotations.NullMarked;
